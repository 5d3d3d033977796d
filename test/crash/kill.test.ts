import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { runMainJob } from "../../scripts/local/main-job.ts";
import type { Service } from "../../scripts/local/processes.ts";
import { type Stack, type StackOptions, startServer, startStack } from "../../scripts/local/stack.ts";
import type { Reconciliation } from "../../server/contract/records.ts";
import type { RunView } from "../../server/contract/run.ts";

/** Large enough that twenty lives of the server do not finish it. */
const records = "2000";
const kills = 20;
/** How long each life may work on the import, at most. */
const longestLifeMs = 140;

const folders: string[] = [];
const stacks: Stack[] = [];
afterAll(async () => {
  for (const stack of stacks) await stack.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Numbers between 0 and 1 that are the same on every machine (Park and Miller's generator). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

async function start(): Promise<{ stack: Stack; options: StackOptions }> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "portage-kill-"));
  folders.push(dataDir);
  const options: StackOptions = {
    dataDir,
    appPort: 0,
    sandboxPort: 0,
    size: records,
    limits: false,
    sandboxDataDir: null,
    logLevel: "warn",
  };
  const stack = await startStack(options);
  stacks.push(stack);
  return { stack, options: { ...options, appPort: Number(new URL(stack.appUrl).port) } };
}

const itemsSchema = z.object({
  cursor: z.string().nullable(),
  items: z.array(z.object({ column_values: z.array(z.object({ text: z.string().nullable() })) })),
});
const boardsSchema = z.object({ data: z.object({ boards: z.array(z.object({ items_page: itemsSchema })) }) });
const idsSchema = z.object({ data: z.object({ boards: z.array(z.object({ id: z.string() })) }) });
const nextSchema = z.object({ data: z.object({ next_items_page: itemsSchema }) });

/** Source ids on each board of the account as monday shows them. */
async function sourceIds(stack: Stack): Promise<string[][]> {
  async function ask<T>(query: string, schema: z.ZodType<T>): Promise<T> {
    const { mondayApiUrl, tokens } = stack.sandbox;
    const headers = { "content-type": "application/json", authorization: tokens.admin };
    const body = JSON.stringify({ query });
    const response = await fetch(mondayApiUrl, { method: "POST", headers, body });
    return schema.parse(await response.json());
  }
  const fields = 'cursor items { column_values(ids: ["portage_id"]) { text } }';
  const boards = (await ask("{ boards(limit: 100) { id } }", idsSchema)).data.boards;
  const all: string[][] = [];
  for (const { id } of boards) {
    const first = await ask(
      `{ boards(ids: [${id}]) { items_page(limit: 500) { ${fields} } } }`,
      boardsSchema,
    );
    const ids: string[] = [];
    let page = first.data.boards[0]?.items_page;
    while (page) {
      ids.push(...page.items.flatMap((item) => item.column_values[0]?.text || []));
      if (page.cursor === null) break;
      const query = `{ next_items_page(limit: 500, cursor: ${JSON.stringify(page.cursor)}) { ${fields} } }`;
      page = (await ask(query, nextSchema)).data.next_items_page;
    }
    all.push(ids);
  }
  return all;
}

function counts(reconciliation: Reconciliation): unknown[] {
  return reconciliation.phases.map(
    ({ key, created, updated, merged, skipped, failed, pending, found, links }) => {
      return { key, created, updated, merged, skipped, failed, pending, found, links };
    },
  );
}

function mainJob(stack: Stack, onRun: (run: RunView) => void = () => undefined) {
  return runMainJob(stack.api, {
    source: "bizstim",
    credentials: { apiKey: stack.sandbox.keys.good },
    optionHours: 0,
    say: () => undefined,
    onRun,
  });
}

/** Everything up to the start of the import. */
async function startImport(stack: Stack): Promise<string> {
  const { api } = stack;
  const stop = new Error("The plan is approved");
  const paused = { ...stack, api: { ...api, startRun: startUntilImport } };
  async function startUntilImport(...[id, kind, options]: Parameters<typeof api.startRun>) {
    if (kind === "import") throw stop;
    return api.startRun(id, kind, options);
  }
  await mainJob(paused).catch((error: unknown) => {
    if (error !== stop) throw error;
  });
  const [migration] = (await api.migrations()).items;
  if (!migration) throw new Error("The migration was not made");
  return (await api.startRun(migration.id, "import")).id;
}

describe("a server that is killed again and again during an import", () => {
  it("ends with the same counts as one that was left alone, and with nothing twice", async () => {
    const calm = await start();
    const undisturbed = counts((await mainJob(calm.stack)).reconciliation);
    const expectedIds = (await sourceIds(calm.stack)).map((ids) => ids.toSorted());
    await calm.stack.stop();

    const { stack, options } = await start();
    const random = createRandom(20_261);
    const runId = await startImport(stack);
    let server: Service = stack.server;
    let interrupted = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      await new Promise((resolve) => setTimeout(resolve, random() * longestLifeMs));
      await server.kill();
      server = await startServer(options, stack.sandbox);
      const { state } = await stack.api.run(runId);
      if (state !== "succeeded") interrupted += 1;
    }
    const run = await stack.api.follow(runId, () => undefined, 100);
    expect(run.failure).toBeNull();
    expect(run.state).toBe("succeeded");
    expect(interrupted).toBe(kills);
    const reconciliation = await stack.api.reconciliation(run.migrationId);
    expect(reconciliation.addsUp).toBe(true);
    expect(counts(reconciliation)).toEqual(undisturbed);
    const ids = (await sourceIds(stack)).map((list) => list.toSorted());
    expect(ids.flat().length).toBeGreaterThan(1_500);
    for (const list of ids) expect(new Set(list).size).toBe(list.length);
    expect(ids).toEqual(expectedIds);
    await server.stop();
  }, 180_000);
});
