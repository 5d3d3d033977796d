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

/**
 * The control page and its JSON: `GET /switches` lists every board, `POST /switches {board, id, value}` sets one,
 * `POST /actions/:id` runs an action. A board is named by its title. Mount at `/control`.
 */
export function createControl(
  boards: readonly SwitchBoard[],
  actions: readonly ControlAction[] = [],
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

  router.use(express.static(join(import.meta.dirname, "page")));
  return router;
}
