import type { AddressInfo } from "node:net";
import express from "express";
import { createMondaySandbox, type MondaySandbox, type MondaySandboxOptions } from "./index.ts";

/** A reply as a client sees it. */
interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read replies of many shapes
  body: any;
}

export interface TestClient {
  sandbox: MondaySandbox;
  url: string;
  clock: { nowMs: number };
  /** Sends a document; the admin's token and today's version unless told otherwise. */
  send(query: string, variables?: Record<string, unknown>, headers?: Record<string, string>): Promise<Answer>;
  /** Sends and returns `data`, throwing when there are errors. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read replies of many shapes
  ask(query: string, variables?: Record<string, unknown>): Promise<any>;
  /** The code of the first error of a request that must fail. */
  refusal(query: string, variables?: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
}

/** Starts the stand-in on a free port with a clock that stands still. */
export async function startClient(options: Partial<MondaySandboxOptions> = {}): Promise<TestClient> {
  const clock = { nowMs: Date.UTC(2026, 10, 21, 12, 0, 0) };
  const sandbox = await createMondaySandbox({
    plan: "pro",
    crm: true,
    existingContacts: false,
    limits: false,
    file: null,
    clock: () => clock.nowMs,
    ...options,
  });
  const app = express();
  app.use("/monday", sandbox.router);
  const server = await new Promise<ReturnType<typeof app.listen>>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/monday/v2`;
  const send: TestClient["send"] = async (query, variables = {}, headers = {}) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: sandbox.tokens.admin, ...headers },
      body: JSON.stringify({ query, variables }),
    });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return {
    sandbox,
    url,
    clock,
    send,
    async ask(query, variables) {
      const { body } = await send(query, variables);
      if (body.errors) throw new Error(JSON.stringify(body.errors[0]));
      return body.data;
    },
    async refusal(query, variables) {
      const { body } = await send(query, variables);
      return body.errors?.[0]?.extensions?.code ?? "no error";
    },
    async close() {
      await sandbox.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Makes an empty board with columns; returns its id. */
export async function makeBoard(
  client: TestClient,
  columns: readonly { id: string; type: string; defaults?: unknown }[] = [],
  name = "Clients",
): Promise<string> {
  const { create_board: board } = await client.ask(
    "mutation ($name: String!) { create_board(board_name: $name, board_kind: public, empty: true) { id } }",
    { name },
  );
  for (const column of columns) {
    await client.ask(
      `mutation ($board: ID!, $id: String!, $type: ColumnType!, $defaults: JSON) {
        create_column(board_id: $board, id: $id, title: $id, column_type: $type, defaults: $defaults) { id }
      }`,
      { board: board.id, ...column },
    );
  }
  return board.id;
}

/** Makes an item and returns its id. */
export async function makeItem(
  client: TestClient,
  board: string,
  name: string,
  values: object = {},
): Promise<string> {
  const { create_item: item } = await client.ask(
    `mutation ($board: ID!, $name: String!, $values: JSON) {
      create_item(board_id: $board, item_name: $name, column_values: $values) { id }
    }`,
    { board, name, values: JSON.stringify(values) },
  );
  return item.id;
}
