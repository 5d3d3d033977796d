import type { AddressInfo } from "node:net";
import express from "express";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createBizstimSandbox } from "../bizstim/index.ts";
import { createMondaySandbox, type MondaySandbox } from "../monday/index.ts";
import { createControl } from "./index.ts";

let monday: MondaySandbox;
let bizstim: ReturnType<typeof createBizstimSandbox>;
let url: string;
let close: () => Promise<void>;

beforeEach(async () => {
  monday = await createMondaySandbox({
    plan: "pro",
    crm: true,
    existingContacts: true,
    limits: false,
    file: null,
    clock: () => Date.UTC(2026, 10, 21, 12),
  });
  bizstim = createBizstimSandbox({ size: "small", limits: false });
  const app = express();
  const extras = {
    callable: { monday: monday.act, bizstim: bizstim.edit },
    picture: () => monday.world.picture(),
  };
  app.use("/control", createControl([monday.switches], [], extras));
  const server = await new Promise<ReturnType<typeof app.listen>>((resolve) => {
    const listening = app.listen(0, "127.0.0.1", () => resolve(listening));
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/control`;
  close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    bizstim.close();
    await monday.close();
  };
});
afterEach(() => close());

async function call(path: string, given: unknown[]) {
  const response = await fetch(`${url}/calls/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(given),
  });
  return { status: response.status, body: (await response.json()) as { result?: unknown; error?: string } };
}
const picture = async () => (await fetch(`${url}/picture`)).text();

describe("the control interface", () => {
  it("does what a colleague does, and shows it in the picture", async () => {
    const before = await picture();
    const board = monday.world.board("Contacts")?.id ?? "";
    const made = await call("monday/createItem", [board, { name: "Made by hand" }]);
    expect(made).toEqual({ status: 200, body: { result: expect.stringMatching(/^\d+$/) } });
    expect(await picture()).toContain("Made by hand");
    await call("monday/deleteItem", [made.body.result]);
    expect(await picture()).toBe(before);
  });

  it("does what users of the source do: change a field, add a record with links, delete one", async () => {
    const client = bizstim.account.clients.at(0);
    if (!client) throw new Error("No client");
    await call("bizstim/update", ["clients", client.id, { city: "Halifax" }]);
    expect(bizstim.account.clients.at(0)?.city).toBe("Halifax");
    const payment = await call("bizstim/add", ["payments", { client_id: client.id }]);
    expect(payment.body.result).toMatchObject({ client_id: client.id });
    const total = bizstim.account.payments.total();
    await call("bizstim/remove", ["payments", (payment.body.result as { id: string }).id]);
    expect(bizstim.account.payments.total()).toBe(total - 1);
  });

  it("refuses what there is not, and says why something did not work", async () => {
    expect((await call("monday/constructor", [])).status).toBe(404);
    expect((await call("nobody/createItem", [])).status).toBe(404);
    expect(await call("monday/deleteItem", ["1"])).toMatchObject({
      status: 422,
      body: { error: "No item 1 in the stand-in" },
    });
  });
});
