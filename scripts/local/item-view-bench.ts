import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { bizstimConnector } from "../../server/connectors/sources/bizstim/index.ts";
import type { Destination } from "../../server/connectors/types.ts";
import type { Plan, PlanBoard } from "../../server/contract/plan.ts";
import { ok } from "../../server/contract/result.ts";
import type { TypedValue } from "../../server/contract/values.ts";
import { createCallLog } from "../../server/engine/call-log.ts";
import type { EngineDeps } from "../../server/engine/deps.ts";
import { createRunEvents } from "../../server/engine/events.ts";
import type { Actor } from "../../server/engine/services/actor.ts";
import { getItem } from "../../server/engine/services/items.ts";
import { openDatabase } from "../../server/store/sqlite/database.ts";
import { openSqliteStore } from "../../server/store/sqlite/index.ts";
import { migrate } from "../../server/store/sqlite/migrate.ts";
import type { Store } from "../../server/store/store.ts";
import { boardOf, buildTestPlan } from "../../test/builders/plan.ts";

const accountId = "1";
const migrationId = "m1";
/** First item id; the n-th record's item follows by n. */
const firstItem = 7_000_000_000;
const linksPerItem = 20;

export interface ItemViewTimes {
  readonly rows: number;
  readonly views: number;
  /** Milliseconds the service takes besides monday's own answer. */
  readonly medianMs: number;
  readonly ninetyFifthMs: number;
  readonly slowestMs: number;
}

/**
 * How long the view of an item takes with this many ledger rows: a database file with as many staged records, and a
 * tenth as many differences, events and conflicts. monday answers at once.
 */
export async function measureItemView(rows: number, views = 200): Promise<ItemViewTimes> {
  const directory = mkdtempSync(path.join(tmpdir(), "portage-items-"));
  try {
    const file = path.join(directory, "portage.db");
    const plan = buildTestPlan();
    const board = boardOf(plan, "clients");
    seed(file, { rows, plan, board });
    const store = await openSqliteStore({ file });
    try {
      return { rows, views, ...(await measure(store, { rows, views, board })) };
    } finally {
      await store.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function seed(file: string, input: { rows: number; plan: Plan; board: PlanBoard }): void {
  const { raw } = openDatabase(file);
  migrate(raw);
  raw.exec("pragma synchronous = off");
  const { plan } = input;
  raw.prepare("insert into connections values ('c1', ?, 'bizstim', 1, '', '{}')").run(accountId);
  raw
    .prepare("insert into migrations values (?, ?, 'slug', 'Import', 'c1', 'bizstim', ?, 1, '1')")
    .run(migrationId, accountId, '{"kind":"monday","workspaceId":null,"contactsBoardId":null}');
  raw
    .prepare("insert into plans (migration_id, account_id, edits, plan, plan_hash) values (?, ?, '[]', ?, ?)")
    .run(migrationId, accountId, JSON.stringify(plan), plan.hash);
  for (const statement of statements(input)) raw.exec(statement);
  raw.exec("analyze");
  raw.close();
}

function statements({ rows, board }: { rows: number; board: PlanBoard }): readonly string[] {
  const operation = JSON.stringify({
    kind: "create_item",
    externalId: "",
    groupId: null,
    name: "Client",
    values: writtenValues(board),
  }).replaceAll("'", "''");
  const numbers = (count: number) =>
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})`;
  const record = `'bizstim:clients:' || i`;
  const item = `cast(${firstItem} + i as text)`;
  const own = `'${accountId}', '${migrationId}'`;
  const tenth = Math.ceil(rows / 10);
  return [
    `insert into ledger (account_id, migration_id, phase, external_id, stream, run_id, name, state, outcome, board_id,
        item_id, payload_hash, operation, notes, intended_at, done_at, first_run_id)
      ${numbers(rows)} select ${own}, 'clients', ${record}, 'clients', 'r1', 'Client ' || i, 'done', 'created', '5',
        ${item}, 'hash', '${operation}', '[]', 1, 1, 'r1' from n`,
    `insert into snapshot_records (account_id, migration_id, stream, id, hash, fields, run_id)
      ${numbers(rows)} select ${own}, 'clients', cast(i as text), 'hash', '{"first_name":"Ana"}', 'r1' from n`,
    `insert into record_events (account_id, migration_id, phase, external_id, item_id, run_id, at, kind, body)
      ${numbers(tenth)} select ${own}, 'clients', ${record}, ${item}, 'r2', 2, 'changed', '{"columns":["email"]}' from n`,
    `insert into conflicts (account_id, migration_id, id, kind, phase, external_id, item_id, column_key, state,
        found_at, run_id, body)
      ${numbers(tenth)} select ${own}, 'c' || i, 'field', 'clients', ${record}, ${item}, 'email', 'settled', 2, 'r2',
        '{}' from n`,
    `insert into differences (account_id, migration_id, id, kind, board, external_id, item_id, column_key, state,
        found_at, run_id, body)
      ${numbers(tenth)} select ${own}, 'd' || i, 'value', 'clients', ${record}, ${item}, 'email', 'open', 2, 'v1',
        '{}' from n`,
  ];
}

/** A value in every column of text or numbers, and links. */
function writtenValues(board: PlanBoard): Record<string, TypedValue> {
  const cells = board.columns.flatMap(({ columnId, type, include }): [string, TypedValue][] => {
    if (!include) return [];
    if (type === "text") return [[columnId, { kind: "text", text: "Some text as people write it" }]];
    return type === "numbers" ? [[columnId, { kind: "number", decimal: "42.50" }]] : [];
  });
  const itemIds = Array.from({ length: linksPerItem }, (_, index) => String(firstItem + index + 1));
  return { ...Object.fromEntries(cells), links: { kind: "relation_items", itemIds } };
}

async function measure(
  store: Store,
  input: { rows: number; views: number; board: PlanBoard },
): Promise<Pick<ItemViewTimes, "medianMs" | "ninetyFifthMs" | "slowestMs">> {
  const deps = toDeps(store);
  const actor: Actor = { accountId, userId: "1", role: "admin", slug: "slug" };
  const { signal } = new AbortController();
  const times: number[] = [];
  for (let view = 0; view < input.views; view += 1) {
    // Spread over the whole ledger, so that pages of the file are not all in memory.
    const record = 1 + ((view * 7_919) % input.rows);
    const startedAt = performance.now();
    const seen = await getItem(deps, actor, { itemId: String(firstItem + record), signal });
    times.push(performance.now() - startedAt);
    if (!seen.ok || seen.value.origins.length !== 1) throw new Error("The item of a record was not found");
  }
  times.sort((left, right) => left - right);
  const at = (share: number): number =>
    Math.round((times[Math.floor((times.length - 1) * share)] ?? 0) * 10) / 10;
  return { medianMs: at(0.5), ninetyFifthMs: at(0.95), slowestMs: at(1) };
}

function toDeps(store: Store): EngineDeps {
  const source = bizstimConnector({ apiUrl: "http://localhost", sleep: async () => {} });
  const silent = (): void => {};
  const destination = {
    itemsById: async ({ itemIds }: { itemIds: readonly string[] }) =>
      ok(itemIds.map((id) => ({ id, name: "Client", groupId: null, updatedAt: null, values: {} }))),
  };
  return {
    store,
    sources: () => source,
    // The view of an item asks the destination for nothing else.
    destinations: { forAccount: async () => ok(destination as unknown as Destination) },
    blueprints: () => null,
    clock: { now: Date.now, sleep: async () => {} },
    ids: { next: () => "1" },
    logger: { info: silent, warn: silent, error: silent },
    events: createRunEvents(),
    callLog: createCallLog(),
    sealCredentials: () => "",
    openCredentials: () => ({}),
    random: () => 0,
  };
}
