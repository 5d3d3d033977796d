import type { ActivityEvent, SandboxBoard, SandboxItem } from "./model.ts";
import type { StructureDeps } from "./structure.ts";
import type { AccountWorld, IdSource } from "./world.ts";

/** User id of the one who acts; the first member of the account when none is named. */
export type By = string | number;

/** What all acts share: finding things, noting who did what, telling that something changed. */
export interface ActDeps {
  readonly world: AccountWorld;
  readonly ids: IdSource;
  readonly clock: () => number;
  /** For what makes boards, columns and groups. */
  structure(): StructureDeps;
  boardOf(id: string | number): SandboxBoard;
  itemOf(id: string): SandboxItem;
  found<T>(value: T | undefined, what: string, id: string): T;
  userOf(by: By | undefined): number;
  changed(): void;
  /** Writes it into the activity log and tells the change. */
  note(
    by: By | undefined,
    boardId: number,
    event: ActivityEvent,
    about?: { itemId?: number; columnId?: string },
  ): void;
}

export function createActDeps(
  world: AccountWorld,
  options: { ids: IdSource; clock: () => number; onChange: () => void },
): ActDeps {
  const { ids, clock, onChange } = options;
  const changed = (): void => {
    world.touch();
    onChange();
  };
  const userOf = (by: By | undefined): number => {
    if (by !== undefined) return Number(by);
    const member = [...world.users.values()].find(
      ({ kind, status }) => kind === "member" && status === "ACTIVE",
    );
    return found(member, "active member", "").id;
  };
  return {
    world,
    ids,
    clock,
    structure: () => ({ world, ids, nowMs: clock() }),
    boardOf: (id) => found(world.boards.get(Number(id)), "board", String(id)),
    itemOf: (id) => found(world.items.get(Number(id)), "item", id),
    found,
    userOf,
    changed,
    note(by, boardId, event, about = {}) {
      world.activity.note({ boardId, event, userId: userOf(by), atMs: clock(), ...about });
      changed();
    },
  };
}

function found<T>(value: T | undefined, what: string, id: string): T {
  if (value === undefined) throw new RangeError(`No ${what} ${id} in the stand-in`);
  return value;
}
