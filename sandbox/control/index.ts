import { join } from "node:path";
import express, { Router } from "express";
import { z } from "zod";
import type { SwitchBoard } from "./types.ts";

const changeSchema = z.strictObject({
  board: z.string(),
  id: z.string(),
  value: z.union([z.boolean(), z.number(), z.string()]),
});

/** Something a person can make happen from the control page, such as a change in the source. */
export interface ControlAction {
  id: string;
  label: string;
  help: string;
  /** Does it and says in a sentence what was done. */
  run(): string;
}

/** Functions that scripts may call over HTTP, by the name of their side: `monday` acts, `bizstim` edits. */
export type Callable = Readonly<Record<string, object>>;

interface Extras {
  readonly callable?: Callable;
  /** Text of everything a customer can see in the monday account. */
  readonly picture?: () => string;
}

const argumentsSchema = z.array(z.unknown());

/**
 * The control page and its JSON: `GET /switches` lists every board, `POST /switches {board, id, value}` sets one,
 * `POST /actions/:id` runs an action. A board is named by its title. `GET /picture` gives the picture of the monday
 * account, `POST /calls/:side/:name [arguments]` does what a colleague or the source's user would. Mount at
 * `/control`.
 */
export function createControl(
  boards: readonly SwitchBoard[],
  actions: readonly ControlAction[] = [],
  extras: Extras = {},
): Router {
  const router = Router();
  const listBoards = () => boards.map((board) => ({ board: board.title, switches: board.list() }));

  router.get("/switches", (_req, res) => {
    res.set("cache-control", "no-store").json({
      boards: listBoards(),
      actions: actions.map(({ id, label, help }) => ({ id, label, help })),
    });
  });

  router.post("/switches", express.json(), (req, res) => {
    const change = changeSchema.safeParse(req.body);
    if (!change.success) {
      res.status(400).json({ error: "Send {board, id, value}." });
      return;
    }
    const board = boards.find((candidate) => candidate.title === change.data.board);
    if (board === undefined) {
      res.status(404).json({ error: `There is no board "${change.data.board}".` });
      return;
    }
    try {
      board.set(change.data.id, change.data.value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      res.status(422).json({ error: error.message });
      return;
    }
    res.json({ boards: listBoards() });
  });

  router.post("/actions/:id", (req, res) => {
    const action = actions.find((candidate) => candidate.id === req.params.id);
    if (action === undefined) {
      res.status(404).json({ error: `There is no action "${req.params.id}".` });
      return;
    }
    res.json({ done: action.run() });
  });

  router.get("/picture", (_req, res) => {
    res
      .set("cache-control", "no-store")
      .type("application/json")
      .send(extras.picture?.() ?? "{}");
  });

  router.post("/calls/:side/:name", express.json(), (req, res) => {
    const called = functionOf(extras.callable ?? {}, req.params.side, req.params.name);
    const given = argumentsSchema.safeParse(req.body ?? []);
    if (called === null || !given.success) {
      res.status(called === null ? 404 : 400).json({ error: "Send a list of arguments to a call there is." });
      return;
    }
    try {
      res.json({ result: called(...given.data) ?? null });
    } catch (error) {
      res.status(422).json({ error: error instanceof Error ? error.message : "It did not work." });
    }
  });

  router.use(express.static(join(import.meta.dirname, "page")));
  return router;
}

function functionOf(
  callable: Callable,
  side: string,
  name: string,
): ((...given: unknown[]) => unknown) | null {
  const acts = Object.hasOwn(callable, side) ? callable[side] : undefined;
  const entry = Object.entries(acts ?? {}).find(([key]) => key === name);
  const act: unknown = entry?.[1];
  return typeof act === "function" ? (...given) => act(...given) as unknown : null;
}
