import type { Destination, Removal } from "../../server/connectors/types.ts";
import type { Failure } from "../../server/contract/errors.ts";
import { toFailure } from "../../server/contract/errors.ts";
import { err, ok, type Result } from "../../server/contract/result.ts";
import type { TypedValue } from "../../server/contract/values.ts";
import type { FakeDestination } from "./fake-destination.ts";

type Removals = Pick<
  Destination,
  "removeItems" | "removeUpdates" | "removeObject" | "restoreCells" | "restoreUpdates"
>;

/** The taking back of the account in memory: safe to repeat, and able to lose its answer. */
export function createFakeRemovals(fake: FakeDestination): Removals {
  /** Does the work for each id as far as the next mishap lets it; a lost answer is an error of the call. */
  async function forEach<T>(
    ids: readonly string[],
    work: (id: string) => T,
  ): Promise<Result<ReadonlyMap<string, T>>> {
    await fake.hold;
    const mishap = fake.removalMishaps.shift();
    if (mishap?.kind === "refuse") return err(mishap.failure);
    const done = { nothing: 0, half: Math.floor(ids.length / 2), all: ids.length };
    const results = new Map(ids.slice(0, done[mishap?.done ?? "all"]).map((id) => [id, work(id)] as const));
    return mishap ? err(mishap.failure ?? unreachable) : ok(results);
  }

  function removal(id: string, isThere: boolean, remove: () => void): Removal {
    if (!isThere) return { kind: "gone" };
    const failure = fake.refuseRemoval(id);
    if (failure) return { kind: "refused", error: failure };
    remove();
    fake.removed.push(id);
    return { kind: "removed" };
  }

  function removeItem(id: string): void {
    fake.items.splice(
      fake.items.findIndex((item) => item.id === id),
      1,
    );
    for (const item of fake.items) unlink(item.values, id);
  }

  return {
    removeItems: ({ boardId, itemIds }) =>
      forEach(itemIds, (id) => {
        const isThere = fake.items.some((item) => item.id === id && item.boardId === boardId);
        return removal(id, isThere, () => removeItem(id));
      }),
    removeUpdates: ({ updateIds }) =>
      forEach(updateIds, (id) => {
        const item = fake.items.find(({ updates }) => updates.some((update) => update.id === id));
        return removal(id, item !== undefined, () => {
          if (item) item.updates = item.updates.filter((update) => update.id !== id);
        });
      }),
    restoreUpdates({ updates }) {
      const textOf = new Map(updates.map(({ id, body }) => [id, body]));
      return forEach<{ ok: true } | { ok: false; error: Failure }>([...textOf.keys()], (id) => {
        const failure = fake.refuseRemoval(id);
        if (failure) return { ok: false, error: failure };
        const update = fake.items.flatMap((item) => item.updates).find((each) => each.id === id);
        if (!update) return { ok: false, error: toFailure("monday.item_missing", { message: "Gone" }) };
        update.body = textOf.get(id) ?? "";
        return { ok: true };
      });
    },
    async removeObject({ object, boardId }) {
      const done = await forEach([object.id], (id) => {
        const place = whereOf(fake, object.kind, id, boardId);
        return removal(id, place !== null, () => place?.());
      });
      return done.ok ? ok(done.value.get(object.id) ?? { kind: "gone" }) : done;
    },
    async restoreCells({ items }) {
      const cellsOf = new Map(items.map(({ itemId, cells }) => [itemId, cells]));
      return forEach<{ ok: true } | { ok: false; error: Failure }>([...cellsOf.keys()], (id) => {
        const failure = fake.refuseRemoval(id);
        if (failure) return { ok: false, error: failure };
        const item = fake.items.find((each) => each.id === id);
        if (!item) return { ok: false, error: toFailure("monday.item_missing", { message: "Gone" }) };
        for (const [columnId, cell] of Object.entries(cellsOf.get(id) ?? {})) {
          if (columnId === "name") item.name = nameOf(cell.value) ?? item.name;
          else item.values[columnId] = toTyped(cell);
        }
        return { ok: true };
      });
    },
  };
}

const unreachable = toFailure("monday.unreachable", { message: "The connection was lost" });

/** How to take a thing of the account away; null when it is not there. */
function whereOf(
  fake: FakeDestination,
  kind: Parameters<Destination["removeObject"]>[0]["object"]["kind"],
  id: string,
  boardId: string | null,
): (() => void) | null {
  const board = fake.boards.get(boardId ?? "");
  switch (kind) {
    case "workspace":
      return fake.workspaces.has(id) ? () => fake.workspaces.delete(id) : null;
    case "board":
      if (!fake.boards.has(id)) return null;
      return () => {
        fake.boards.delete(id);
        for (const item of fake.items.filter((each) => each.boardId === id)) {
          fake.items.splice(fake.items.indexOf(item), 1);
        }
      };
    case "group":
      if (!board?.groups.some((group) => group.id === id)) return null;
      return () => {
        board.groups = board.groups.filter((group) => group.id !== id);
      };
    case "column":
      if (!board?.columns.some((column) => column.id === id)) return null;
      return () => {
        board.columns = board.columns.filter((column) => column.id !== id);
        for (const item of fake.items) if (item.boardId === boardId) delete item.values[id];
      };
    case "subscriber": {
      const people = fake.subscribers.get(boardId ?? "");
      return people?.has(id) ? () => people.delete(id) : null;
    }
  }
}

function unlink(values: Record<string, TypedValue | null>, itemId: string): void {
  for (const [columnId, value] of Object.entries(values)) {
    if (value?.kind !== "relation_items") continue;
    values[columnId] = { ...value, itemIds: value.itemIds.filter((id) => id !== itemId) };
  }
}

function nameOf(value: string | null): string | null {
  const parsed: unknown = value === null ? null : JSON.parse(value);
  return typeof parsed === "string" ? parsed : null;
}

/** Back from the raw value as this account reads it. */
function toTyped(cell: { value: string | null; linkedItemIds?: readonly string[] }): TypedValue | null {
  if (cell.linkedItemIds) {
    return cell.linkedItemIds.length === 0
      ? null
      : { kind: "relation_items", itemIds: [...cell.linkedItemIds] };
  }
  if (cell.value === null) return null;
  const raw = JSON.parse(cell.value) as string | { personsAndTeams: { id: number }[] } | TypedValue;
  if (typeof raw === "string") return { kind: "number", decimal: raw };
  if ("personsAndTeams" in raw) {
    return { kind: "people", userIds: raw.personsAndTeams.map(({ id }) => String(id)) };
  }
  return raw;
}
