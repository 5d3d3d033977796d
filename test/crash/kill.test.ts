import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { runMainJob } from "../../scripts/local/main-job.ts";
import type { Service } from "../../scripts/local/processes.ts";
import { type Stack, type StackOptions, startServer, startStack } from "../../scripts/local/stack.ts";
import type { Reconciliation } from "../../server/contract/records.ts";
import type { RunView } from "../../server/contract/run.ts";

/** Large enough that twenty lives of the server do not finish it. */
const records = "1200";
const kills = 20;
/** Items a life may write before it is killed, at most; a moment passes until the kill takes effect. */
const mostItems = 20;
const longestMomentMs = 40;
/** Every fourth life is killed at any moment, also before it writes. */
const anyMomentEach = 4;

const folders: string[] = [];
const stacks: Stack[] = [];
afterAll(async () => {
  vi.unstubAllEnvs();
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

const cellSchema = z.object({
  id: z.string(),
  text: z.string().nullable(),
  linked_item_ids: z.array(z.string()).optional(),
});
const itemSchema = z.object({ id: z.string(), column_values: z.array(cellSchema) });
type Item = z.output<typeof itemSchema>;
const itemsSchema = z.object({ cursor: z.string().nullable(), items: z.array(itemSchema) });
const boardsSchema = z.object({ data: z.object({ boards: z.array(z.object({ items_page: itemsSchema })) }) });
const idsSchema = z.object({ data: z.object({ boards: z.array(z.object({ id: z.string() })) }) });
const nextSchema = z.object({ data: z.object({ next_items_page: itemsSchema }) });

async function ask<T>({ sandbox }: Stack, query: string, schema: z.ZodType<T>): Promise<T> {
  const response = await fetch(sandbox.mondayApiUrl, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: sandbox.tokens.admin },
    body: JSON.stringify({ query }),
  });
  return schema.parse(await response.json());
}

/** Every item of each board of the account as monday shows it. */
async function readBoards(stack: Stack): Promise<Item[][]> {
  const fields = `cursor items { id column_values { id text ... on BoardRelationValue { linked_item_ids } } }`;
  const { boards } = (await ask(stack, "{ boards(limit: 100) { id } }", idsSchema)).data;
  const all: Item[][] = [];
  for (const { id } of boards) {
    const query = `{ boards(ids: [${id}]) { items_page(limit: 500) { ${fields} } } }`;
    const items: Item[] = [];
    let page = (await ask(stack, query, boardsSchema)).data.boards[0]?.items_page;
    while (page) {
      items.push(...page.items);
      if (page.cursor === null) break;
      const next = `{ next_items_page(limit: 500, cursor: ${JSON.stringify(page.cursor)}) { ${fields} } }`;
      page = (await ask(stack, next, nextSchema)).data.next_items_page;
    }
    all.push(items);
  }
  return all;
}

const sourceIdOf = (item: Item): string =>
  item.column_values.find((cell) => cell.id === "portage_id")?.text ?? "";

/** Source ids on each board; items that are not ours have none. */
function sourceIds(boards: readonly Item[][]): string[][] {
  return boards.map((items) => items.map(sourceIdOf).filter(Boolean).toSorted());
}

/** What each item is linked to, column by column, told by source ids: item ids differ from import to import. */
function linksOf(boards: readonly Item[][]): string[] {
  const names = new Map(boards.flat().map((item) => [item.id, sourceIdOf(item)]));
  return boards
    .flat()
    .flatMap((item) =>
      item.column_values.flatMap(({ id, linked_item_ids: linked = [] }) => {
        const others = linked.map((other) => names.get(other) ?? "nothing").toSorted();
        return others.length === 0 ? [] : [`${sourceIdOf(item)} ${id}: ${others.join(", ")}`];
      }),
    )
    .toSorted();
}

const countsSchema = z.object({
  data: z.object({ boards: z.array(z.object({ items_count: z.number().nullable() })) }),
});

async function countItems(stack: Stack): Promise<number> {
  const { boards } = (await ask(stack, "{ boards(limit: 100) { items_count } }", countsSchema)).data;
  return boards.reduce((sum, board) => sum + (board.items_count ?? 0), 0);
}

const pass = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets the server work until some items more are in monday. */
async function letWork(stack: Stack, random: () => number): Promise<void> {
  const enough = (await countItems(stack)) + 1 + Math.floor(random() * mostItems);
  const until = performance.now() + 5_000;
  while (performance.now() < until && (await countItems(stack)) < enough) await pass(2);
  await pass(random() * longestMomentMs);
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
    sample: null,
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
  it("ends with the same items and links as one that was left alone, and with nothing twice", async () => {
    // Twenty-one starts of the server: all but the first take its code from a cache.
    const codeCache = mkdtempSync(path.join(tmpdir(), "portage-code-"));
    folders.push(codeCache);
    vi.stubEnv("NODE_COMPILE_CACHE", codeCache);
    const calm = await start();
    const undisturbed = counts((await mainJob(calm.stack)).reconciliation);
    const expected = await readBoards(calm.stack);
    await calm.stack.stop();

    const { stack, options } = await start();
    const random = createRandom(20_261);
    const runId = await startImport(stack);
    let server: Service = stack.server;
    let interrupted = 0;
    for (let kill = 0; kill < kills; kill += 1) {
      if (kill % anyMomentEach === 0) await pass(random() * longestMomentMs);
      else await letWork(stack, random);
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
    const boards = await readBoards(stack);
    const ids = sourceIds(boards);
    expect(ids.flat().length).toBeGreaterThan(1_000);
    for (const list of ids) expect(new Set(list).size).toBe(list.length);
    expect(ids).toEqual(sourceIds(expected));
    expect(linksOf(boards).length).toBeGreaterThan(500);
    expect(linksOf(boards)).toEqual(linksOf(expected));
    await server.stop();
  }, 180_000);
});
