import type {
  ConnectionRow,
  DoneWrite,
  IntendedWrite,
  MigrationRow,
  RunRow,
  Scope,
  StagedRecord,
  Store,
} from "../../../server/store/store.ts";

/** What the rows below belong to. */
export const scope: Scope = { accountId: "a1", migrationId: "m1" };
/** Another account that asks for them. */
export const foreign: Scope = { accountId: "a2", migrationId: "m1" };

export const connection: ConnectionRow = {
  id: "c1",
  accountId: "a1",
  source: "bizstim",
  createdAt: 1,
  sealedCredentials: "v1.x",
  view: {
    id: "c1",
    source: "bizstim",
    title: "Bizstim",
    createdAt: "2026-01-01T00:00:00.000Z",
    account: {
      label: "key 1a2b",
      planText: "Enterprise",
      counts: [],
      callsLeftText: "",
      base: { calls: 1, hours: 0 },
      options: [],
    },
  },
};

export const migration: MigrationRow = {
  id: "m1",
  accountId: "a1",
  slug: "brightpath",
  name: "Brightpath",
  connectionId: "c1",
  source: "bizstim",
  destination: { kind: "monday", workspaceId: null, contactsBoardId: null },
  createdAt: 1,
  createdBy: "u1",
};

export function buildRun(overrides: Partial<RunRow> = {}): RunRow {
  return {
    id: "r1",
    accountId: "a1",
    migrationId: "m1",
    kind: "discover",
    state: "queued",
    options: {},
    requestedBy: "u1",
    createdAt: 1,
    startedAt: null,
    endedAt: null,
    waiting: null,
    phases: [],
    failure: null,
    control: null,
    sourceCalls: 0,
    destinationCalls: 0,
    leaseOwner: null,
    leaseUntil: null,
    ...overrides,
  };
}

export function buildStaged(
  stream: string,
  id: string,
  fields: Record<string, string> = {},
  email?: string,
): StagedRecord {
  return {
    record: { stream, id, fields },
    hash: `${id}:${JSON.stringify(fields)}`,
    keys: email === undefined ? [] : [{ kind: "email", value: email }],
  };
}

export function buildIntent(externalId: string, overrides: Partial<IntendedWrite> = {}): IntendedWrite {
  return {
    phase: "clients",
    externalId,
    stream: "clients",
    runId: "r1",
    name: "Olivia",
    boardId: "b1",
    payloadHash: "h1",
    idempotencyKey: "k1",
    intendedAt: 5,
    operation: "{}",
    before: null,
    notes: [],
    ...overrides,
  };
}

export function buildDone(externalId: string): DoneWrite {
  return {
    phase: "clients",
    externalId,
    outcome: "created",
    reasonCode: null,
    reason: null,
    itemId: `item-${externalId}`,
    doneAt: 6,
  };
}

/** A store with the connection and the migration the other rows belong to. */
export async function openWithMigration(open: () => Promise<Store>): Promise<Store> {
  const store = await open();
  await store.connections.insert(connection);
  await store.migrations.insert(migration);
  return store;
}

/** Stages the records as one page of a run. */
export function stage(store: Store, records: readonly StagedRecord[], runId = "r1"): Promise<void> {
  return store.snapshot.stage(scope, { runId, records, checkpoint: null, findings: [] });
}
