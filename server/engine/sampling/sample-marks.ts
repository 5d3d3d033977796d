import type { Destination, SchemaObject } from "../../connectors/types.ts";
import type { Plan, PlanBoard, PlanColumn } from "../../contract/plan.ts";
import { loadOrder } from "../../core/planning/board-order.ts";
import { toColumnId } from "../../core/planning/column-id.ts";
import { partsOf } from "../../core/planning/parts.ts";
import { isTestKey } from "../../core/sampling/test-prefix.ts";
import { boardRecords, externalIdOf, type RecordChoice } from "../loading/board-records.ts";
import { type ItemUpdate, sendUpdates } from "../loading/send-updates.ts";
import { atPlace } from "../named-place.ts";
import type { RunContext } from "../run-context.ts";
import { boardIdOf } from "../steps/board-id.ts";

/** Key of the column that tells which items came with a sample. */
const markKey = "portage_sample";
const markColumnId = toColumnId(markKey);

/** The plan with a column more on each board, for the schema alone: mapping and ledger never see it. */
export function withSampleMark(plan: Plan): Plan {
  const boards = plan.boards.map((board) => ({ ...board, columns: [...board.columns, markColumn(board)] }));
  return { ...plan, boards };
}

function markColumn(board: PlanBoard): PlanColumn {
  return {
    key: markKey,
    columnId: markColumnId,
    existing: false,
    title: "Portage sample",
    type: "text",
    include: true,
    reason: "Marks the items of a sample; the import removes it.",
    stream: board.streams[0] ?? "",
    fields: [],
    conversion: "text",
    conversionText: "",
    loss: null,
    choices: [],
    labels: [],
    unit: null,
    link: null,
    filled: 0,
    examples: [],
  };
}

/** "Sample 21 Nov 2026": the day the run was asked for, in UTC. */
function sampleMark(createdAt: number): string {
  const day = new Intl.DateTimeFormat("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  }).format(createdAt);
  return `Sample ${day}`;
}

interface MarkInput {
  readonly destination: Destination;
  readonly plan: Plan;
  readonly objects: readonly SchemaObject[];
  readonly chosen: RecordChoice;
}

/** Fills the mark of every item a sampled record landed on. Twice is the same as once. */
export async function markItems(context: RunContext, input: MarkInput): Promise<void> {
  const { deps, run, scope } = context;
  for (const board of loadOrder(input.plan)) {
    const mark = `marked:${board.key}`;
    if ((await deps.store.runs.marks(scope.accountId, run.id)).has(mark)) continue;
    await atPlace({ plan: input.plan, board }, () => markBoard(context, board, input));
    await deps.store.runs.mark(scope.accountId, run.id, mark, new Date(deps.clock.now()).toISOString());
  }
}

async function markBoard(context: RunContext, board: PlanBoard, input: MarkInput): Promise<void> {
  const { plan, destination, chosen, objects } = input;
  const boardId = boardIdOf(objects, board);
  const parts = partsOf(plan.boards, board.part?.of ?? board.key);
  const target = { phase: `${board.key}.mark`, boardId, externalIdColumnId: board.externalIdColumnId };
  const delivery = { context, destination, target, titleOf: () => "", withoutPeople: async () => null };
  const text = sampleMark(context.run.createdAt);
  const marked = new Set<string>();
  for await (const { records } of boardRecords({ context, plan, board, parts, chosen })) {
    const ids = records.map((record) => externalIdOf(plan, record));
    const rows = await context.deps.store.ledger.rows(context.scope, board.key, ids);
    const updates = [...rows.values()].flatMap(({ itemId, boardId: at, externalId }): ItemUpdate[] => {
      if (itemId === null || at !== boardId || marked.has(itemId)) return [];
      marked.add(itemId);
      const values = { [markColumnId]: { kind: "text" as const, text } };
      return [{ kind: "update_item", externalId, itemId, name: null, values }];
    });
    for (let from = 0; from < updates.length; ) {
      const to = from + Math.max(1, destination.batchSize());
      // An item nobody can mark is still in the diff; the mark is only for the eye.
      await sendUpdates(delivery, updates.slice(from, to), () => undefined);
      from = to;
    }
  }
}

/**
 * Takes the marks of samples off the boards: what they marked is part of the import from now on. A column monday
 * does not let go stays known, so that a rollback tries again.
 */
export async function removeSampleMarks(context: RunContext, destination: Destination): Promise<void> {
  const { deps, scope, waiting, signal, logger, run } = context;
  const objects = await deps.store.objects.list(scope);
  for (const object of objects.filter(isMark)) {
    const [boardKey = ""] = object.key.split("/");
    const board = objects.find(({ kind, key }) => kind === "board" && key === boardKey);
    if (object.created && board) {
      const removal = await waiting.until(() =>
        destination.removeObject({ object, boardId: board.id }, signal),
      );
      if (removal.kind === "refused") {
        logger.warn({ event: "import.mark_stays", runId: run.id, board: boardKey, code: removal.error.code });
        continue;
      }
    }
    await deps.store.objects.remove(scope, object.kind, object.key);
  }
}

function isMark({ kind, key }: Pick<SchemaObject, "kind" | "key">): boolean {
  const [board = "", column = ""] = key.split("/");
  return kind === "column" && !isTestKey(board) && (column === markKey || column.startsWith(`${markKey}~`));
}
