/** A server whose disk is full waits, says why, and goes on when there is room; what was written is known. */
import { afterEach, describe, expect, it } from "vitest";
import { FailureError, toFailure } from "../../server/contract/errors.ts";
import type { RunView } from "../../server/contract/run.ts";
import type { Store } from "../../server/store/store.ts";
import { expectComplete, openPortage, type Portage } from "../fakes/portage.ts";

let portage: Portage;
afterEach(() => portage.close());

interface Disk {
  full: boolean;
  refused: number;
}

function refuse(disk: Disk): void {
  if (!disk.full) return;
  disk.refused += 1;
  throw new FailureError(toFailure("store.disk_full", { message: "SQLite reports a full disk" }));
}

/** Every write of records, outcomes and objects fails while the disk is full; `notesToo`: of runs as well. */
function onDisk(disk: Disk, store: Store, notesToo: boolean): Store {
  return {
    ...store,
    snapshot: {
      ...store.snapshot,
      async stage(...args) {
        refuse(disk);
        return store.snapshot.stage(...args);
      },
    },
    ledger: {
      ...store.ledger,
      async commit(...args) {
        refuse(disk);
        return store.ledger.commit(...args);
      },
    },
    runs: {
      ...store.runs,
      async transition(...args) {
        if (notesToo) refuse(disk);
        return store.runs.transition(...args);
      },
    },
  };
}

async function open(disk: Disk, notesToo = false): Promise<void> {
  portage = await openPortage({ dress: (store) => onDisk(disk, store, notesToo) });
}

/** Fills the disk at the first write to monday; room is made once Portage has met the full disk some times. */
function fillDuringImport(disk: Disk): RunView["waiting"][] {
  const shown: RunView["waiting"][] = [];
  portage.hooks.beforeWrite = () => {
    if (disk.refused === 0) disk.full = true;
  };
  const { sleep } = portage.clock;
  portage.clock.sleep = (ms, signal) => {
    if (disk.refused > 3) disk.full = false;
    return sleep(ms, signal);
  };
  return shown;
}

describe("a disk that fills up during an import", () => {
  it.each([
    ["the ledger", false],
    ["everything, the run's own notes included", true],
  ])("makes %s wait and doubles nothing", async (_, notesToo) => {
    const disk: Disk = { full: false, refused: 0 };
    await open(disk, notesToo);
    const migrationId = await portage.discover();
    await portage.approve(migrationId);
    fillDuringImport(disk);
    const run = await portage.run(migrationId, "import");
    expect(disk.refused).toBeGreaterThan(3);
    expect(run.state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });

  it("says so on the waiting run, with what to do", async () => {
    const disk: Disk = { full: false, refused: 0 };
    await open(disk);
    const migrationId = await portage.discover();
    await portage.approve(migrationId);
    portage.hooks.beforeWrite = () => {
      if (disk.refused === 0) disk.full = true;
    };
    portage.startWorker();
    const { id } = await portage.start(migrationId, "import");
    const waiting = await portage.follow(id, (run) => run.waiting !== null || run.state === "failed");
    disk.full = false;
    expect(waiting.waiting).toMatchObject({ code: "store.disk_full" });
    expect(waiting.waiting?.reason).toContain("disk of the Portage server is full");
    expect((await portage.follow(id)).state).toBe("succeeded");
    await expectComplete(portage, migrationId);
  });
});

describe("a disk that fills up while the source is read", () => {
  it("loses no record", async () => {
    const disk: Disk = { full: false, refused: 0 };
    await open(disk);
    const { sleep } = portage.clock;
    portage.clock.sleep = (ms, signal) => {
      if (disk.refused > 2) disk.full = false;
      return sleep(ms, signal);
    };
    const unsubscribe = portage.deps.events.subscribeAll(() => {
      if (disk.refused === 0) disk.full = true;
    });
    const migrationId = await portage.discover();
    unsubscribe();
    expect(disk.refused).toBeGreaterThan(2);
    const clients = (await portage.plan(migrationId)).boards.find(({ key }) => key === "clients");
    expect(clients?.records).toBe(portage.sandbox.bizstim.account.clients.total());
  });
});
