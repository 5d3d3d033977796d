import { cpSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll } from "vitest";
import { openPortage, type Portage, type PortageOptions } from "./portage.ts";

/** How far a migration has come: its plan is approved, or its first import has ended well. */
type Stage = "approved" | "imported";
type WorldOptions = Omit<PortageOptions, "file" | "worldDir" | "startAt">;

interface Made {
  readonly folder: string;
  readonly migrationId: string;
  readonly before: string;
  readonly endedAt: number;
}

export interface Prepared {
  readonly portage: Portage;
  readonly migrationId: string;
  /** The account as it was before the import. */
  readonly before: string;
}

/**
 * For suites whose facts begin where a migration has come far already: each kind of world is brought there once for
 * the file, and each opening starts from a copy of its own, database and stand-ins alike, at the time that was.
 */
export function prepare(stage: Stage): (options?: WorldOptions) => Promise<Prepared> {
  const home = mkdtempSync(path.join(tmpdir(), "portage-prepared-"));
  const made = new Map<string, Promise<Made>>();
  let opened = 0;
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  return async function open({ dress, ...world } = {}) {
    const key = JSON.stringify(world);
    const template = made.get(key) ?? make(stage, world, path.join(home, `made-${made.size}`));
    made.set(key, template);
    const { folder, migrationId, before, endedAt } = await template;
    opened += 1;
    const own = path.join(home, `own-${opened}`);
    cpSync(folder, own, { recursive: true });
    const dressed = dress === undefined ? {} : { dress };
    const portage = await openPortage({ ...world, ...dressed, ...filesIn(own), startAt: endedAt });
    if (stage === "imported") portage.startWorker();
    return { portage, migrationId, before };
  };
}

const filesIn = (folder: string) => ({ file: path.join(folder, "portage.db"), worldDir: folder });

async function make(stage: Stage, world: WorldOptions, folder: string): Promise<Made> {
  mkdirSync(folder);
  const portage = await openPortage({ ...world, ...filesIn(folder) });
  try {
    const migrationId = await portage.discover();
    await portage.approve(migrationId);
    const before = portage.sandbox.monday.world.picture();
    if (stage === "imported") {
      const { state, failure } = await portage.run(migrationId, "import");
      if (state !== "succeeded") throw new Error(`The import has ended ${state}: ${failure?.code}`);
    }
    return { folder, migrationId, before, endedAt: portage.clock.now() };
  } finally {
    await portage.close();
  }
}
