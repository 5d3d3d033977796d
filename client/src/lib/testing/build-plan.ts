import type { Finding, Plan, PlanBoard, PlanColumn, PlanPerson, SampleRow } from "../contract.ts";

/** Plans for tests: complete and small; every builder takes the parts a test is about. */
export function buildColumn(part: Partial<PlanColumn> = {}): PlanColumn {
  const key = part.key ?? "email";
  return {
    key,
    columnId: `portage_${key}`,
    existing: false,
    title: "Email",
    type: "email",
    include: true,
    reason: "Filled for most clients.",
    stream: "clients",
    fields: ["email"],
    conversion: "email",
    conversionText: "Keeps the first address.",
    loss: null,
    choices: [
      { type: "email", loss: null },
      { type: "text", loss: "monday no longer offers to write to this address." },
    ],
    labels: [],
    unit: null,
    link: null,
    filled: 118,
    examples: [{ before: " Ana@Example.com ", after: "ana@example.com" }],
    ...part,
  };
}

function buildRow(part: Partial<SampleRow> = {}): SampleRow {
  return { externalId: "bizstim:clients:21", name: "Ana Lopez", group: "active", cells: {}, ...part };
}

export function buildBoard(part: Partial<PlanBoard> = {}): PlanBoard {
  return {
    key: "clients",
    title: "Clients",
    purpose: "One item for each client.",
    include: true,
    reason: "Your clients.",
    target: { mode: "create" },
    part: null,
    streams: ["clients"],
    itemSingular: "client",
    nameFields: ["name"],
    externalIdColumnId: "portage_external_id",
    groupBy: "status",
    groups: [
      { key: "active", title: "Active", color: "#00c875", count: 100 },
      { key: "archived", title: "Archived", color: "#c4c4c4", count: 20 },
    ],
    columns: [
      buildColumn(),
      buildColumn({
        key: "status",
        title: "Status",
        type: "status",
        conversion: "status",
        conversionText: "Each value becomes a label.",
        labels: [
          { label: "Active", color: "done-green", values: ["active"], count: 100 },
          { label: "Archived", color: "explosive", values: ["archived"], count: 20 },
        ],
        choices: [{ type: "status", loss: null }],
        examples: [{ before: "active", after: "Active" }],
      }),
      buildColumn({
        key: "practitioner",
        title: "Practitioner",
        type: "board_relation",
        link: { board: "practitioners", twoWay: true, missing: 2 },
        choices: [{ type: "board_relation", loss: null }],
      }),
      buildColumn({
        key: "owner",
        title: "Owner",
        type: "people",
        choices: [{ type: "people", loss: null }],
      }),
      buildColumn({
        key: "paid",
        title: "Paid in total",
        type: "numbers",
        unit: "USD",
        choices: [{ type: "numbers", loss: null }],
      }),
      buildColumn({
        key: "fax",
        title: "Fax",
        type: "phone",
        include: false,
        reason: "Never filled.",
        filled: 0,
      }),
    ],
    updates: [],
    dedupe: null,
    dependsOn: [],
    lane: "aliased",
    records: 120,
    items: 120,
    seconds: 95,
    sample: [
      buildRow({
        cells: {
          email: { text: "ana@example.com" },
          status: { text: "Active", color: "done-green" },
          practitioner: { text: "Kim Berg, Lee Ode", links: ["Kim Berg", "Lee Ode"] },
          owner: { text: "Kim Berg" },
          paid: { text: "1250.5" },
        },
      }),
      buildRow({
        externalId: "bizstim:clients:22",
        name: "Bo Chen",
        group: "archived",
        cells: { status: { text: "Archived", color: "explosive" } },
      }),
    ],
    ...part,
  };
}

function buildPerson(part: Partial<PlanPerson> = {}): PlanPerson {
  return {
    key: "bizstim:practitioners:3",
    name: "Kim Berg",
    email: "kim@example.com",
    role: "practitioner",
    records: 40,
    match: "unmatched",
    matchText: "No monday user has this e-mail.",
    action: "text",
    userId: null,
    choices: ["user", "fallback", "text", "invite"],
    ...part,
  };
}

export function buildFinding(part: Partial<Finding> = {}): Finding {
  return {
    id: "currency",
    code: "plan.currency_unknown",
    severity: "choice",
    title: "Which currency are your payments in?",
    detail: "Bizstim does not say.",
    count: 310,
    board: "payments",
    column: "amount",
    stream: "payments",
    answered: false,
    remedy: "Choose the currency.",
    actions: [
      { label: "US dollar", edits: [{ op: "currency", code: "USD" }] },
      { label: "Euro", edits: [{ op: "currency", code: "EUR" }] },
    ],
    ...part,
  };
}

export function buildPlan(part: Partial<Plan> = {}): Plan {
  return {
    migrationId: "m1",
    source: "bizstim",
    destination: "monday",
    hash: "hash-1",
    builtAt: "2026-11-20T09:00:00Z",
    workspace: { id: "7", name: "Main workspace" },
    currency: null,
    boards: [
      buildBoard({
        key: "practitioners",
        title: "Practitioners",
        streams: ["practitioners"],
        itemSingular: "practitioner",
        records: 6,
        items: 6,
        seconds: 8,
        groups: [],
        groupBy: null,
        columns: [buildColumn({ stream: "practitioners" })],
        sample: [buildRow({ externalId: "bizstim:practitioners:3", name: "Kim Berg", group: "" })],
      }),
      buildBoard({ dependsOn: ["practitioners"] }),
    ],
    people: [
      buildPerson(),
      buildPerson({
        key: "bizstim:practitioners:4",
        name: "Lee Ode",
        email: "lee@example.com",
        match: "matched",
        matchText: "Lee Ode in monday",
        action: "user",
        userId: "501",
        choices: ["user", "fallback", "text"],
      }),
    ],
    peopleDefault: { action: "text", fallbackUserId: null },
    assignable: [
      { id: "500", name: "Dana Admin", email: "dana@example.com" },
      { id: "501", name: "Lee Ode", email: "lee@example.com" },
    ],
    notMoving: [
      {
        title: "Invoice automation",
        kind: "rebuild",
        count: 3,
        reason: "Rules cannot be moved.",
        instead: "Build them as monday automations.",
      },
    ],
    findings: [],
    forecast: {
      items: 126,
      updates: 0,
      links: 120,
      calls: 53,
      seconds: 126,
      phases: [
        { kind: "schema", board: null, title: "Boards and columns", items: 0, calls: 21, seconds: 21 },
        {
          ...{ kind: "board", board: "practitioners", title: "Practitioners" },
          ...{ items: 6, calls: 4, seconds: 8 },
        },
        { kind: "board", board: "clients", title: "Clients", items: 120, calls: 26, seconds: 95 },
        { kind: "check", board: null, title: "Final check", items: 0, calls: 2, seconds: 2 },
      ],
      bound: "monday's work budget of one minute.",
    },
    openAcceptances: 0,
    openQuestions: 0,
    approval: null,
    ...part,
  };
}
