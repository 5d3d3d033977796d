/** Pictures of an account compared apart from what people have touched. */
import { z } from "zod";

const itemSchema = z.looseObject({
  id: z.number(),
  name: z.string(),
  cells: z.record(z.string(), z.unknown()),
});
const boardSchema = z.looseObject({
  id: z.number(),
  workspaceId: z.number(),
  columns: z.array(z.looseObject({ id: z.string() })),
  groups: z.array(z.looseObject({ id: z.string(), items: z.array(itemSchema) })),
});
const pictureSchema = z.looseObject({
  workspaces: z.array(z.looseObject({ id: z.number() })),
  boards: z.array(boardSchema),
});
type Picture = z.infer<typeof pictureSchema>;

/** Every item of the account by id. */
export function itemsIn(text: string): ReadonlyMap<string, z.infer<typeof itemSchema>> {
  const { boards } = pictureSchema.parse(JSON.parse(text));
  const items = boards.flatMap(({ groups }) => groups.flatMap((group) => group.items));
  return new Map(items.map((item) => [String(item.id), item]));
}

/**
 * What was there before and people have not touched: without boards, workspaces, groups, columns and items that came
 * later, and without the touched items of either picture.
 */
export function untouchedPart(text: string, first: string, touched: ReadonlySet<string>): Picture {
  const before = pictureSchema.parse(JSON.parse(first));
  const now = pictureSchema.parse(JSON.parse(text));
  const boards = new Map(before.boards.map((board) => [board.id, board]));
  const workspaces = new Set(before.workspaces.map(({ id }) => id));
  return {
    ...now,
    workspaces: now.workspaces.filter(({ id }) => workspaces.has(id)),
    boards: now.boards.flatMap((board) => {
      const known = boards.get(board.id);
      if (!known) return [];
      const columns = new Set(known.columns.map(({ id }) => id));
      return [
        {
          ...board,
          columns: board.columns.filter(({ id }) => columns.has(id)),
          groups: board.groups.map((group) => ({
            ...group,
            items: group.items
              .filter(({ id }) => !touched.has(String(id)))
              .map((item) => ({ ...item, cells: pick(item.cells, columns) })),
          })),
        },
      ];
    }),
  };
}

function pick(cells: Readonly<Record<string, unknown>>, columns: ReadonlySet<string>) {
  return Object.fromEntries(Object.entries(cells).filter(([id]) => columns.has(id)));
}
