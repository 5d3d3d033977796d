import type { ConnectionView, Inventory, Me, MigrationView, RunView, SourceView } from "../contract.ts";

/** Small, complete API answers for tests; every builder takes the parts a test is about. */
export function buildMe(part: Partial<Me> = {}): Me {
  return {
    account: { id: "1", slug: "acme" },
    user: { id: "7", role: "admin" },
    mayChange: true,
    monday: { connected: true, plan: "pro", crm: true, actingAs: { id: "7", name: "Ana Ruiz" } },
    ...part,
  };
}

export function buildSource(part: Partial<SourceView> = {}): SourceView {
  return {
    kind: "bizstim",
    title: "Bizstim",
    blurb: "Appointment software.",
    access: "api",
    fields: [
      {
        name: "key",
        title: "API key",
        help: ["Open Settings.", "Copy the key."],
        secret: true,
        required: true,
        maxLength: 80,
      },
    ],
    options: [
      { id: "client_detail", title: "Client details", help: "One call for each client.", default: true },
    ],
    moves: ["Clients"],
    cannotMove: ["On-demand links"],
    usualDuration: "about 20 minutes",
    ...part,
  };
}

export function buildConnection(part: Partial<ConnectionView> = {}): ConnectionView {
  return {
    id: "c1",
    source: "bizstim",
    title: "Bizstim",
    createdAt: "2026-11-20T09:00:00Z",
    account: {
      label: "Bright Coaching",
      planText: "The plan includes API access.",
      counts: [{ stream: "clients", title: "Clients", count: 1204 }],
      callsLeftText: "994 calls left this hour.",
      base: { calls: 132, hours: 0.1 },
      options: [{ id: "client_detail", calls: 1204, hours: 2 }],
    },
    ...part,
  };
}

export function buildRun(part: Partial<RunView> = {}): RunView {
  return {
    id: "r1",
    migrationId: "m1",
    kind: "discover",
    state: "running",
    waiting: null,
    requestedBy: "Ana Ruiz",
    createdAt: "2026-11-21T09:00:00Z",
    startedAt: "2026-11-21T09:00:00Z",
    endedAt: null,
    phases: [
      {
        key: "read:clients",
        kind: "read",
        title: "Clients",
        state: "active",
        done: 812,
        total: 1204,
        failed: 0,
        skipped: 0,
        ratePerSecond: 3.5,
        etaSeconds: 120,
      },
    ],
    etaSeconds: 120,
    failure: null,
    calls: { source: 40, destination: 0 },
    can: ["pause", "cancel"],
    ...part,
  };
}

export function buildMigration(part: Partial<MigrationView> = {}): MigrationView {
  return {
    id: "m1",
    name: "Bright Coaching",
    source: "bizstim",
    sourceTitle: "Bizstim",
    destination: { kind: "monday", workspaceId: "10", contactsBoardId: null },
    connectionId: "c1",
    createdAt: "2026-11-20T09:00:00Z",
    step: "discover",
    stepText: "Ready to read.",
    reached: part.step ?? "discover",
    records: null,
    activeRun: null,
    lastRun: null,
    runs: [],
    ...part,
  };
}

type Field = Inventory["streams"][number]["fields"][number];

export function buildField(part: Partial<Field> = {}): Field {
  return {
    name: "email",
    title: "E-mail",
    type: "email",
    filled: 9,
    empty: 1,
    invalid: 0,
    distinct: null,
    values: [],
    longest: 20,
    over: {},
    min: null,
    max: null,
    examples: ["ana@example.com"],
    dangling: 0,
    custom: false,
    ...part,
  };
}

type Stream = Inventory["streams"][number];

export function buildStream(part: Partial<Stream> = {}): Stream {
  return {
    stream: "clients",
    title: "Clients",
    records: 10,
    declared: 10,
    derived: false,
    fields: [buildField()],
    duplicates: [],
    ...part,
  };
}

export function buildInventory(part: Partial<Inventory> = {}): Inventory {
  return {
    migrationId: "m1",
    source: "bizstim",
    readAt: "2026-11-21T09:12:00Z",
    timezone: null,
    records: 10,
    streams: [buildStream()],
    people: [],
    findings: [],
    notMoving: [],
    ...part,
  };
}
