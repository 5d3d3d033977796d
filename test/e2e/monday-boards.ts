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

/** Asks the stand-in's GraphQL API, as an admin who works in monday does. */
async function ask<S extends z.ZodType>(
  { sandbox }: Stack,
  schema: S,
  request: { readonly query: string; readonly variables?: Readonly<Record<string, string>> },
): Promise<z.output<S>> {
  const response = await fetch(sandbox.mondayApiUrl, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      authorization: sandbox.tokens.admin,
      "api-version": "2026-10",
    },
    body: JSON.stringify(request),
  });
  return schema.parse(await response.json());
}

/** The boards of the account as monday itself tells them, by name. */
export async function readMondayBoards(stack: Stack): Promise<ReadonlyMap<string, MondayBoard>> {
  const query = "query { boards(limit: 100) { name items_count columns { title } } }";
  const { boards } = (await ask(stack, boardsSchema, { query })).data;
  return new Map(
    boards.map((board) => [
      board.name,
      { items: board.items_count, columns: board.columns.map((column) => column.title) },
    ]),
  );
}

const itemsSchema = z.object({
  data: z.object({
    boards: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        columns: z.array(z.object({ id: z.string(), title: z.string() })),
        items_page: z.object({
          items: z.array(
            z.object({
              id: z.string(),
              name: z.string(),
              column_values: z.array(z.object({ id: z.string(), text: z.string().nullable() })),
            }),
          ),
        }),
      }),
    ),
  }),
});

export interface MondayItem {
  readonly id: string;
  readonly name: string;
  readonly boardId: string;
  /** Of the column it was found by. */
  readonly columnId: string;
  /** Of all columns of its board, by title. */
  readonly columnIds: ReadonlyMap<string, string>;
}

type IsWanted = (text: string) => boolean;

/** An item of the board: the first with a value in this column, or one without a source id when none is named. */
export function anyItemOf(stack: Stack, board: string, column: string | null): Promise<MondayItem> {
  const isWanted: IsWanted = column === null ? (text) => text === "" : (text) => text !== "";
  return findItem(stack, board, { column: column ?? "Source ID", isWanted });
}

/** The item whose cell in this column shows this text. */
export function itemWith(
  stack: Stack,
  board: string,
  cell: { readonly column: string; readonly text: string },
): Promise<MondayItem> {
  return findItem(stack, board, { column: cell.column, isWanted: (text) => text === cell.text });
}

async function findItem(
  stack: Stack,
  board: string,
  { column, isWanted }: { readonly column: string; readonly isWanted: IsWanted },
): Promise<MondayItem> {
  const query = `query { boards(limit: 100) { id name columns { id title }
    items_page(limit: 500) { items { id name column_values { id text } } } } }`;
  const { boards } = (await ask(stack, itemsSchema, { query })).data;
  const found = boards.find(({ name }) => name === board);
  const columnIds = new Map(found?.columns.map(({ id, title }) => [title, id]));
  const columnId = columnIds.get(column) ?? "";
  const item = found?.items_page.items.find(({ column_values: cells }) =>
    isWanted(cells.find(({ id }) => id === columnId)?.text ?? ""),
  );
  if (!found || !item) throw new Error(`monday has no such item on ${board}`);
  return { id: item.id, name: item.name, boardId: found.id, columnId, columnIds };
}

/** Writes a text cell, as a colleague does. */
export async function setText(stack: Stack, item: MondayItem, text: string): Promise<void> {
  const query = `mutation ($board: ID!, $item: ID!, $column: String!, $text: String!) {
    change_simple_column_value(board_id: $board, item_id: $item, column_id: $column, value: $text) { id } }`;
  const variables = { board: item.boardId, item: item.id, column: item.columnId, text };
  const done = z.object({ data: z.object({ change_simple_column_value: z.object({ id: z.string() }) }) });
  await ask(stack, done, { query, variables });
}
