import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeBoard, makeItem, startClient } from "./test-client.ts";

describe("the stand-in's world on disk", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "monday-sandbox-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is the same after a restart, and goes on counting ids", async () => {
    const file = join(folder, "world.json");
    const before = await startClient({ file, existingContacts: true });
    const board = await makeBoard(before, [{ id: "ext", type: "text" }]);
    const ada = await makeItem(before, board, "Ada", { ext: "x:1" });
    const eve = await makeItem(before, board, "Eve", { ext: "x:2" });
    before.sandbox.act.deleteItem(eve);
    const seen = before.sandbox.world.boards();
    const picture = before.sandbox.world.picture();
    const events = `query { boards(ids: [${board}]) { activity_logs { event user_id created_at } } }`;
    const log = await before.ask(events);
    await before.close();

    const after = await startClient({ file });
    expect(after.sandbox.world.boards()).toEqual(seen);
    expect(after.sandbox.world.picture()).toBe(picture);
    expect(await after.ask(events)).toEqual(log);
    expect(after.sandbox.world.items(board)).toMatchObject([{ id: ada, name: "Ada", texts: { ext: "x:1" } }]);
    expect(after.sandbox.world.item(eve)?.state).toBe("deleted");
    expect(Number(await makeItem(after, board, "Zoe"))).toBeGreaterThan(Number(eve));
    await after.close();
    expect(await readdir(folder)).toEqual(["world.json"]);
  });

  it("is written nowhere without a file", async () => {
    const client = await startClient({ file: null });
    await makeBoard(client);
    await client.close();
    expect(await readdir(folder)).toEqual([]);
  });
});
