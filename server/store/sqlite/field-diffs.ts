import { type Kysely, type RawBuilder, sql } from "kysely";
import { verdicts } from "../../contract/sample.ts";
import type { Database } from "../schema.ts";
import type { FieldDiffFilter, FieldDiffRow, FieldDiffStore, Scope } from "../store.ts";

type Stored = Database["field_diffs"];
type Row = Omit<Stored, "seq" | "account_id" | "migration_id"> & { readonly seq: number };

/** The field-by-field diff of the latest sample. Batches travel as one JSON parameter. */
export function createFieldDiffStore(db: Kysely<Database>): FieldDiffStore {
  return {
    async put(scope, rows) {
      if (rows.length > 0) await put(db, scope, rows);
    },
    async ofRecords(scope, board, externalIds) {
      const found =
        await sql<Row>`select d.* from json_each(${JSON.stringify(externalIds)}) cross join field_diffs d
        where d.account_id = ${scope.accountId} and d.migration_id = ${scope.migrationId}
          and d.board = ${board} and d.external_id = value
        order by d.seq`.execute(db);
      return found.rows.map(toRow);
    },
    async remove(scope, rows) {
      if (rows.length === 0) return;
      const keys = JSON.stringify(rows.map((row) => [row.board, row.externalId, row.columnKey]));
      await sql`delete from field_diffs where seq in (
          select d.seq from json_each(${keys}) cross join field_diffs d
          where d.account_id = ${scope.accountId} and d.migration_id = ${scope.migrationId}
            and d.board = value ->> 0 and d.external_id = value ->> 1 and d.column_key = value ->> 2)`.execute(
        db,
      );
    },
    async clear(scope) {
      await db
        .deleteFrom("field_diffs")
        .where("account_id", "=", scope.accountId)
        .where("migration_id", "=", scope.migrationId)
        .execute();
    },
    async list(scope, filter, page) {
      const found = await listPage(scope, filter, page).execute(db);
      return found.rows.map((row) => ({ ...toRow(row), seq: row.seq, cursor: toCursor(row) }));
    },
    async counts(scope, filter) {
      const found = await countRows(scope, filter).execute(db);
      return found.rows.map((row) => ({ ...row, verdict: toVerdict(row.verdict) }));
    },
    async records(scope, { after, limit }) {
      const found = await listRecords(scope, { after, limit }).execute(db);
      return found.rows.map(({ external_id: externalId, item_id: itemId, board, stream, name }) => {
        return { board, stream, externalId, name, itemId };
      });
    },
  };
}

async function put(db: Kysely<Database>, scope: Scope, rows: readonly FieldDiffRow[]): Promise<void> {
  const values = JSON.stringify(
    rows.map((row) => [
      ...[row.board, row.stream, row.externalId, row.columnKey, row.name, row.itemId, row.columnTitle],
      ...[row.position, row.source, row.transformation, row.written, row.readBack, row.verdict, row.reason],
      row.changed ? 1 : 0,
    ]),
  );
  await sql`insert into field_diffs (account_id, migration_id, board, stream, external_id, column_key, name, item_id,
      column_title, position, source, transformation, written, read_back, verdict, reason, changed)
    select ${scope.accountId}, ${scope.migrationId}, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4,
      value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9, value ->> 10, value ->> 11, value ->> 12,
      value ->> 13, value ->> 14
    from json_each(${values}) where true
    on conflict (migration_id, board, external_id, column_key) do update set
      stream = excluded.stream, name = excluded.name, item_id = excluded.item_id,
      column_title = excluded.column_title, position = excluded.position, source = excluded.source,
      transformation = excluded.transformation, written = excluded.written, read_back = excluded.read_back,
      verdict = excluded.verdict, reason = excluded.reason, changed = excluded.changed`.execute(db);
}

/** Where a page begins: after a row, or after so many rows of the filter. */
interface ListedPage {
  readonly after: string | null;
  readonly offset?: number;
  readonly limit: number;
}

/** Rows passed over by an offset cost a step in the index each. Exported for the test of the query plan. */
export function listPage(scope: Scope, filter: FieldDiffFilter, page: ListedPage): RawBuilder<Row> {
  const place = page.after === null ? null : fromCursor(page.after);
  const after =
    place === null
      ? sql``
      : sql`and (board, position, column_key, seq)
          > (${place.board}, ${place.position}, ${place.columnKey}, ${place.seq})`;
  return sql<Row>`select * from field_diffs indexed by ${sql.raw(indexFor(filter))}
    where account_id = ${scope.accountId} and migration_id = ${scope.migrationId} ${conditions(filter)} ${after}
    order by board, position, column_key, seq limit ${page.limit} offset ${page.offset ?? 0}`;
}

/** The index that holds the rows of a filter in order, with the columns to choose them by. */
function indexFor({ changed, verdict }: FieldDiffFilter): string {
  if (changed === true) return "field_diffs_changed";
  return verdict === undefined ? "field_diffs_order" : "field_diffs_verdict";
}

interface CountRow {
  readonly board: string;
  readonly column: string;
  readonly title: string;
  readonly position: number;
  readonly verdict: string;
  readonly count: number;
}

/** Reads one index only. */
export function countRows(scope: Scope, filter: FieldDiffFilter): RawBuilder<CountRow> {
  return sql<CountRow>`select board, column_key as column, column_title as title, position, verdict, count(*) as count
    from field_diffs indexed by field_diffs_tally
    where migration_id = ${scope.migrationId} and account_id = ${scope.accountId} ${conditions(filter)}
    group by board, position, column_key, column_title, verdict
    order by board, position, column_key, column_title, verdict`;
}

/** In the order of board and external id; `after` is both of the last one, joined by a line break. */
export function listRecords(
  scope: Scope,
  page: { after: string | null; limit: number },
): RawBuilder<Pick<Row, "board" | "stream" | "external_id" | "name" | "item_id">> {
  const [board = "", externalId = ""] = (page.after ?? "").split("\n");
  const after = page.after === null ? sql`` : sql`and (board, external_id) > (${board}, ${externalId})`;
  return sql`select board, external_id, max(stream) as stream, max(name) as name, max(item_id) as item_id
    from field_diffs indexed by field_diffs_key
    where migration_id = ${scope.migrationId} and account_id = ${scope.accountId} ${after}
    group by board, external_id order by board, external_id limit ${page.limit}`;
}

function conditions(filter: FieldDiffFilter): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = [sql``];
  if (filter.board !== undefined) parts.push(sql`and board = ${filter.board}`);
  if (filter.stream !== undefined) parts.push(sql`and stream = ${filter.stream}`);
  // The plus keeps the planner from taking the column out of the order, which would make it sort.
  if (filter.column !== undefined) parts.push(sql`and +column_key = ${filter.column}`);
  if (filter.verdict !== undefined) parts.push(sql`and verdict = ${filter.verdict}`);
  if (filter.changed !== undefined) parts.push(filter.changed ? sql`and changed = 1` : sql`and changed = 0`);
  return sql.join(parts, sql` `);
}

function toCursor(row: Row): string {
  return `${row.position}.${row.seq}.${row.board.length}.${row.board}${row.column_key}`;
}

interface Place {
  readonly board: string;
  readonly position: number;
  readonly columnKey: string;
  readonly seq: number;
}

/** A cursor that is none of ours starts at the beginning. */
function fromCursor(cursor: string): Place | null {
  const [, position, seq, length, keys] = /^(\d+)\.(\d+)\.(\d+)\.(.+)$/.exec(cursor) ?? [];
  if (keys === undefined) return null;
  const [board, columnKey] = [keys.slice(0, Number(length)), keys.slice(Number(length))];
  return { board, position: Number(position), columnKey, seq: Number(seq) };
}

function toVerdict(text: string): FieldDiffRow["verdict"] {
  const known = verdicts.find((verdict) => verdict === text);
  if (!known) throw new Error(`No verdict: ${text}`);
  return known;
}

function toRow(row: Row): FieldDiffRow {
  return {
    board: row.board,
    stream: row.stream,
    externalId: row.external_id,
    columnKey: row.column_key,
    name: row.name,
    itemId: row.item_id,
    columnTitle: row.column_title,
    position: row.position,
    source: row.source,
    transformation: row.transformation,
    written: row.written,
    readBack: row.read_back,
    verdict: toVerdict(row.verdict),
    reason: row.reason,
    changed: row.changed === 1,
  };
}
