import { z } from "zod";
import type { Stack } from "../../scripts/local/stack.ts";

const boardsSchema = z.object({
  data: z.object({
    boards: z.array(
      z.object({
        name: z.string(),
        items_count: z.number(),
        columns: z.array(z.object({ title: z.string() })),
      }),
    ),
  }),
});

export interface MondayBoard {
  readonly items: number;
  readonly columns: readonly string[];
}

/** The boards of the account as monday itself tells them, by name. */
export async function readMondayBoards({ sandbox }: Stack): Promise<ReadonlyMap<string, MondayBoard>> {
  const response = await fetch(sandbox.mondayApiUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: sandbox.tokens.admin,
      "api-version": "2026-10",
    },
    body: JSON.stringify({ query: "query { boards(limit: 100) { name items_count columns { title } } }" }),
  });
  const { boards } = boardsSchema.parse(await response.json()).data;
  return new Map(
    boards.map((board) => [
      board.name,
      { items: board.items_count, columns: board.columns.map((column) => column.title) },
    ]),
  );
}
