import type { BoardState, Destination, SchemaObject } from "../../connectors/types.ts";
import type { Plan, PlanBoard } from "../../contract/plan.ts";
import type { Result } from "../../contract/result.ts";
import type { RollbackOptions } from "../../contract/rollback.ts";
import { loadOrder } from "../../core/planning/board-order.ts";
import { boardOfPhase, isSampleMark, objectsIn, rowsIn, type ScopeFacts } from "../../core/rollback/scope.ts";
import { isTestKey, testPrefix } from "../../core/sampling/test-prefix.ts";
import type { LedgerRow, Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";

/** Samples looked at. */
const runsSeen = 500;
/** Boards asked for in one call. */
const boardsPerRead = 100;

/** What reading and taking back work with, in a run as in a preview. */
export interface Tools {
  readonly deps: Pick<EngineDeps, "store" | "clock">;
  readonly scope: Scope;
  readonly destination: Destination;
  readonly signal: AbortSignal;
  /** Address of the account, for links. */
  readonly slug: string;
  /** The answer; a run waits for it, a preview gives up with a `FailureError`. */
  ask<T>(call: () => Promise<Result<T>>): Promise<T>;
  /** Reads a board whole, again from the start when its place has expired. */
  whole<T>(pass: () => Promise<T>): Promise<T>;
}

/** A board of the migration, as the ledger and the schema know it. */
export interface BoardPlace {
  readonly key: string;
  readonly title: string;
  readonly boardId: string;
  /** Whether Portage made the board. */
  readonly made: boolean;
  /** Ledger phases of its records and of their comments. */
  readonly phases: readonly string[];
  /** Rows of these phases. */
  readonly rows: number;
  /** Ids columns really have, by the id the plan has for them. */
  readonly realIds: ReadonlyMap<string, string>;
  readonly externalIdColumnId: string;
  /** Objects that lie on this board. */
  readonly objects: readonly SchemaObject[];
  readonly unjudged: ReadonlySet<string>;
}

/** What a scope means for this migration, as the store tells it. */
export interface Layout {
  readonly options: RollbackOptions;
  readonly plan: Plan | null;
  readonly objects: readonly SchemaObject[];
  /** Newest first: a board comes before those it links to. */
  readonly places: readonly BoardPlace[];
  /** Ids of the sample runs there were. */
  readonly sampleRuns: ReadonlySet<string>;
  isRowIn(row: Pick<LedgerRow, "phase" | "externalId" | "firstRunId">): boolean;
  isObjectIn(object: Pick<SchemaObject, "kind" | "key">): boolean;
}

/** Everything known before anything is read item by item. */
export interface Ground extends Tools, Layout {}

/** Reads from the store what a rollback of this scope is about. */
export async function layGround(tools: Tools, options: RollbackOptions): Promise<Ground> {
  return { ...tools, ...(await readLayout(tools, options)) };
}

/** What the scope means for this migration, from the store alone. */
export async function readLayout(
  { deps, scope }: Pick<Tools, "scope"> & { readonly deps: Pick<EngineDeps, "store"> },
  options: RollbackOptions,
): Promise<Layout> {
  const { store } = deps;
  const { plan } = await store.plans.get(scope);
  const objects = await store.objects.list(scope);
  const sampleRuns = new Set((await store.runs.list(scope, runsSeen, "sample")).map(({ id }) => id));
  const facts: ScopeFacts = { sampleRuns, boards: plan?.boards ?? [] };
  const counts = await store.ledger.counts(scope);
  const rows = new Map<string, number>();
  for (const { phase, count } of counts) rows.set(phase, (rows.get(phase) ?? 0) + count);
  return {
    ...{ options, plan, objects, sampleRuns },
    // A run has its part in boards by the records it brought; on those used before there are none.
    places: [
      ...toPlaces({ plan, objects, rows }),
      ...(options.scope.kind === "run" ? [] : formerPlaces({ plan, objects })),
    ],
    isRowIn: rowsIn(options.scope, facts),
    isObjectIn: objectsIn(options.scope, facts),
  };
}

interface Known {
  readonly plan: Plan | null;
  readonly objects: readonly SchemaObject[];
  readonly rows: ReadonlyMap<string, number>;
}

/** Boards of the ledger and of the schema, those the plan no longer knows first. */
function toPlaces(known: Known): readonly BoardPlace[] {
  const order = known.plan ? loadOrder(known.plan).map(({ key }) => key) : [];
  // A test workspace holds the same boards under prefixed keys and goes first.
  const rank = (key: string): number => order.indexOf(withoutPrefix(key));
  const made = known.objects.filter(({ kind }) => kind === "board").map(({ key }) => key);
  const keys = [...new Set([...[...known.rows.keys()].map(boardOfPhase), ...made])];
  const sorted = keys.sort((a, b) => weight(b) - weight(a));
  function weight(key: string): number {
    const at = rank(key);
    const base = at < 0 ? order.length : at;
    return isTestKey(key) ? base + order.length + 1 : base;
  }
  return sorted.map((key) => toPlace(known, key));
}

/** Boards of the customer the plan used before: of ours there is only what was added to them. */
function formerPlaces({ plan, objects }: Omit<Known, "rows">): readonly BoardPlace[] {
  const current = new Set(objects.filter(({ kind }) => kind === "board").map(({ id }) => id));
  const parts = objects.filter(({ kind }) => kind !== "board" && kind !== "workspace");
  const byBoard = Map.groupBy(parts, (object) => boardIdOf(objects, object) ?? "");
  return [...byBoard].flatMap(([boardId, here]): BoardPlace[] => {
    if (boardId === "" || current.has(boardId)) return [];
    const key = here[0]?.key.split("/")[0] ?? "";
    const title = plan?.boards.find((board) => board.key === key)?.title ?? key;
    return [
      {
        ...{ key: `${key}~${boardId}`, title, boardId, made: false, phases: [], rows: 0 },
        ...{ realIds: new Map(), externalIdColumnId: "portage_id", objects: here },
        unjudged: new Set(),
      },
    ];
  });
}

function toPlace({ plan, objects, rows }: Known, key: string): BoardPlace {
  const own = objects.find((object) => object.kind === "board" && object.key === key);
  const boardId = own?.id ?? "";
  const planned = plan?.boards.find((board) => board.key === withoutPrefix(key));
  const here = objects.filter((object) => boardIdOf(objects, object) === boardId && boardId !== "");
  const phases = [key, `${key}.updates`];
  const realIds = toRealIds(objects, key, planned);
  const plannedId = planned?.externalIdColumnId ?? "portage_id";
  return {
    key,
    title: planned?.title ?? key,
    boardId,
    made: own?.created ?? false,
    phases,
    rows: phases.reduce((sum, phase) => sum + (rows.get(phase) ?? 0), 0),
    realIds,
    externalIdColumnId: realIds.get(plannedId) ?? plannedId,
    objects: here,
    unjudged: new Set(here.filter((object) => isSampleMark(object.key)).map(({ id }) => id)),
  };
}

function toRealIds(
  objects: readonly SchemaObject[],
  key: string,
  planned: PlanBoard | undefined,
): ReadonlyMap<string, string> {
  const columns = new Map(objects.filter(({ kind }) => kind === "column").map((each) => [each.key, each.id]));
  const wanted = [
    ...(planned?.columns ?? []).map((column) => [column.columnId, column.key] as const),
    [planned?.externalIdColumnId ?? "portage_id", "portage_id"] as const,
  ];
  return new Map(
    wanted.flatMap(([columnId, columnKey]) => {
      const real = columns.get(`${key}/${columnKey}`);
      return real === undefined ? [] : [[columnId, real] as const];
    }),
  );
}

function withoutPrefix(key: string): string {
  return isTestKey(key) ? key.slice(testPrefix.length) : key;
}

/** Board an object lies on; null for a workspace. */
export function boardIdOf(objects: readonly SchemaObject[], object: SchemaObject): string | null {
  if (object.kind === "workspace") return null;
  if (object.kind === "board") return object.id;
  const detail = boardInDetail(object.detail);
  if (detail !== null) return detail;
  const key = object.key.split("/")[0];
  return objects.find((each) => each.kind === "board" && each.key === key)?.id ?? null;
}

function boardInDetail(detail: string | null): string | null {
  const parsed: unknown = detail === null ? null : JSON.parse(detail);
  return typeof parsed === "object" && parsed !== null && "boardId" in parsed && parsed.boardId !== null
    ? String(parsed.boardId)
    : null;
}

/** Boards as they are now; those that are deleted or archived are absent. */
export async function readStates(
  tools: Tools,
  boardIds: readonly string[],
): Promise<ReadonlyMap<string, BoardState>> {
  const states = new Map<string, BoardState>();
  const wanted = [...new Set(boardIds)].filter((id) => id !== "");
  for (let start = 0; start < wanted.length; start += boardsPerRead) {
    const some = wanted.slice(start, start + boardsPerRead);
    const found = await tools.ask(() => tools.destination.boardStates(some, tools.signal));
    for (const [id, state] of found) states.set(id, state);
  }
  return states;
}
