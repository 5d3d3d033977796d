import type { PlanBoard, PlanColumn } from "../../../../contract/plan.ts";
import { ok, type Result } from "../../../../contract/result.ts";
import { readBoardStates } from "../reading/board-states.ts";
import type { BoardShape } from "./board-shape.ts";
import type { SchemaWork } from "./work.ts";

interface Near {
  readonly board: PlanBoard;
  readonly column: Pick<PlanColumn, "key" | "type" | "link">;
  readonly place: {
    readonly boardId: string;
    readonly shape: BoardShape;
    linked(boardKey: string): readonly string[];
  };
}

/** A column monday made by itself on the board a two-way column points to. */
interface Far {
  readonly boardId: string;
  readonly id: string;
}

/**
 * The far side of a two-way connect column. monday makes it and does not say under which id, so the connected boards
 * are read before and after the near column is made: what is new there and points back is the far side. After a
 * stop in between nobody knows what was there before; on a board of ours, which nobody can have connected earlier,
 * a column that points back and is none of the plan is taken for it, elsewhere nothing is taken.
 */
export function createFarSide(work: SchemaWork, { board, column, place }: Near) {
  const key = `${board.key}/${column.key}~far`;
  const linked = column.link?.twoWay ? place.linked(column.link.board) : [];
  let before: ReadonlySet<string> | null = null;

  async function read(): Promise<Result<readonly Far[]>> {
    const states = await readBoardStates(work.client, linked, work.signal);
    if (!states.ok) return states;
    return ok(
      [...states.value.values()].flatMap((far) =>
        far.columns
          .filter(({ id, linkedBoardIds }) => linkedBoardIds?.includes(place.boardId) && !isOurs(id))
          .map(({ id }) => ({ boardId: far.id, id })),
      ),
    );
  }

  function isOurs(columnId: string): boolean {
    const isPlanned = work.plan.boards
      .filter(({ key: boardKey, part }) => [boardKey, part?.of].includes(column.link?.board ?? ""))
      .some(({ columns }) => columns.some((planned) => planned.columnId === columnId));
    return isPlanned || work.knowsColumn(columnId);
  }

  /** Known, or made by a pass that stopped before it was kept. */
  function isNearThere(): boolean {
    const near = `${board.key}/${column.key}`;
    return place.shape.columns.some(
      ({ id, description }) => id === work.get(near)?.id || description?.includes(work.marker(near)) === true,
    );
  }

  return {
    /** Before the near column is made. */
    async look(): Promise<Result<void>> {
      if (linked.length === 0 || isNearThere()) return ok(undefined);
      const found = await read();
      if (!found.ok) return found;
      before = new Set(found.value.map(({ boardId, id }) => `${boardId}/${id}`));
      return ok(undefined);
    },
    /** After it: keeps what came into being. */
    async record(): Promise<Result<void>> {
      const known = work.get(key);
      if (known && before === null) await work.keep(known);
      const canTell = before !== null || (!known && board.target.mode === "create");
      if (linked.length === 0 || !canTell) return ok(undefined);
      const found = await read();
      if (!found.ok) return found;
      const made = found.value.filter(({ boardId, id }) => !before?.has(`${boardId}/${id}`));
      if (known && made.length > 0) await work.supersede(known);
      for (const [index, { boardId, id }] of made.entries()) {
        const own = index === 0 ? key : `${key}:${boardId}`;
        const detail = JSON.stringify({ boardId });
        await work.keep({ kind: "column", key: own, id, created: true, detail });
      }
      return ok(undefined);
    },
  };
}
