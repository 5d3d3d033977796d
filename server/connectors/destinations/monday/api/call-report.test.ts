import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBoard, startClient, type TestClient } from "../../../../../sandbox/monday/test-client.ts";
import type { CallReport, Destination, WriteOperation } from "../../../types.ts";
import { openMonday, type TestMonday } from "../testing/start.ts";

let client: TestClient;
let board: string;
let monday: TestMonday<TestClient>;
let destination: Destination;
let reports: CallReport[];
const { signal } = new AbortController();

beforeEach(async () => {
  client = await startClient();
  board = await makeBoard(client, [
    { id: "portage_id", type: "text" },
    { id: "amount", type: "numbers" },
  ]);
  reports = [];
  monday = await openMonday(client, { reportCall: (report) => reports.push(report) });
  destination = monday.destination;
  reports.length = 0;
});
afterEach(async () => {
  await monday.close();
});

const create = (n: number, decimal: string): WriteOperation => ({
  kind: "create_item",
  externalId: `s:clients:${n}`,
  groupId: null,
  name: `Ann Secret ${n}`,
  values: { amount: { kind: "number", decimal } },
});
const write = (operations: readonly WriteOperation[]) =>
  destination.write(
    { boardId: board, externalIdColumnId: "portage_id", idempotencyKey: "k", operations },
    signal,
  );

describe("call reports", () => {
  it("name the records of a write, its cost and its request, and no value", async () => {
    await write([create(1, "1"), create(2, "2")]);
    expect(reports).toEqual([
      {
        system: "destination",
        operation: "PortageWrite",
        writes: true,
        boardId: board,
        records: ["s:clients:1", "s:clients:2"],
        requestId: expect.stringMatching(/^[0-9a-f-]+$/),
        outcome: "ok",
        detail: { ms: 0, complexity: expect.any(Number), parts: 2 },
      },
    ]);
    expect(JSON.stringify(reports)).not.toContain("Secret");
    expect(JSON.stringify(reports)).not.toContain(client.sandbox.tokens.admin);
  });

  it("call a batch partial when some of its writes failed", async () => {
    await write([create(1, "1"), create(2, "many")]);
    expect(reports[0]).toMatchObject({ outcome: "partial", detail: { parts: 2, failed: 1 } });
  });

  it("call an answer lost that never came, and name a refusal by its code", async () => {
    client.sandbox.switches.set("dropNext", 1);
    await write([create(1, "1")]);
    client.sandbox.switches.set("blocked", true);
    await write([create(2, "1")]);
    expect(reports[0]?.outcome).toBe("lost");
    expect(reports.at(-1)?.outcome).toBe("monday.blocked");
  });

  it("are made of reads too", async () => {
    await destination.readItems({ boardId: board, columnIds: [], cursor: null }, signal);
    expect(reports).toMatchObject([
      { operation: "PortageItems", writes: false, boardId: board, records: [] },
    ]);
  });
});
