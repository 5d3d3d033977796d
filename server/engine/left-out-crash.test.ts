import { describe, expect, it } from "vitest";
import type { CrashPlan } from "../../test/fakes/crashing.ts";
import { must } from "../../test/fakes/engine-harness.ts";
import { pictureOf, rollBack, shopWithContacts } from "../../test/fakes/shop-account.ts";

/** An import after a sample on a board that was left out since; it dies as planned and goes on. */
async function importDying(board: string, death: CrashPlan | null) {
  const engine = await shopWithContacts();
  const before = pictureOf(engine);
  const { migrationId } = engine.scope;
  await engine.run("sample");
  const { hash } = must(await engine.services.getPlan(engine.admin, { migrationId }));
  const edits = [{ op: "board.include" as const, board, include: false }];
  const signal = new AbortController().signal;
  must(await engine.services.editPlan(engine.admin, { migrationId, hash, edits, signal }));
  await engine.approve();
  must(await engine.services.startRun(engine.admin, { migrationId, kind: "import" }));
  const first = await engine.workOnce(death ?? undefined);
  const last = death === null ? first : await engine.workOnce();
  const rows = await engine.store.ledger.counts(engine.scope);
  const objects = await engine.store.objects.list(engine.scope);
  const phases = last?.run.phases.map(({ key, state }) => `${key} ${state}`);
  const outcome = {
    ...{ state: last?.run.state, phases, picture: pictureOf(engine), rows },
    objects: objects.map(({ kind, key }) => `${kind} ${key}`).sort(),
  };
  await rollBack(engine, {}, []);
  const after = pictureOf(engine);
  await engine.store.close();
  return { outcome, before, after, calls: first?.mortal.calls() ?? 0, died: first?.mortal.isDead() };
}

describe("an import that takes a sample off a board left out of the plan", () => {
  it.each(["payments", "clients"])(
    "ends the same whatever call it dies at: %s",
    async (board) => {
      const clean = await importDying(board, null);
      expect(clean.outcome.state).toBe("succeeded");
      expect(clean.outcome.rows.filter(({ phase }) => phase.startsWith(board))).toEqual([]);
      expect(clean.outcome.objects.filter((each) => each.includes(` ${board}`))).toEqual([]);
      expect(clean.after).toBe(clean.before);
      for (let at = 1; at <= clean.calls; at += 1) {
        const when = at % 2 === 0 ? "after" : "before";
        const { outcome, died, after } = await importDying(board, { at, when });
        expect({ at, when, died, ...outcome }).toEqual({ at, when, died: true, ...clean.outcome });
        expect(after).toBe(clean.before);
      }
    },
    60_000,
  );
});
