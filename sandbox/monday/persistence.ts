import { mkdir, open, readFile, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { setImmediate } from "node:timers/promises";
import { type Adapter, Low } from "lowdb";
import type { ItemRow, Snapshot } from "./snapshot.ts";

/** A write starts at the earliest this long after a change, and never more than a small part of the time is spent. */
const WRITE_DELAY_MS = 1000;
const REST_PER_WRITE_TIME = 10;
/** Rows put into text before other work gets its turn. */
const ROWS_PER_SLICE = 1000;

interface Persistence {
  /** Notes a change; the file follows within a second or so. */
  changed(): void;
  /** Writes what is not yet written and stops. */
  close(): Promise<void>;
}

/** Reads the snapshot kept in a file, or null when there is none. */
export async function readSnapshot(file: string): Promise<Snapshot | null> {
  const db = new Low<Snapshot | null>(new SnapshotFile(file), null);
  await db.read();
  return db.data;
}

/** Keeps a file up to date with a world, in the background. */
export function keepSnapshot(file: string, take: () => Snapshot): Persistence {
  const db = new Low<Snapshot | null>(new SnapshotFile(file), null);
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> | null = null;
  let dirty = false;
  let restMs = WRITE_DELAY_MS;
  let closed = false;

  const write = async (): Promise<void> => {
    dirty = false;
    const startedAt = performance.now();
    db.data = take();
    await db.write();
    db.data = null;
    restMs = Math.max(WRITE_DELAY_MS, (performance.now() - startedAt) * REST_PER_WRITE_TIME);
  };
  const schedule = (): void => {
    if (timer || writing || closed) return;
    timer = setTimeout(() => {
      timer = null;
      writing = write().finally(() => {
        writing = null;
        if (dirty) schedule();
      });
    }, restMs);
    timer.unref();
  };
  return {
    changed() {
      dirty = true;
      schedule();
    },
    async close() {
      closed = true;
      if (timer) clearTimeout(timer);
      await writing;
      if (dirty) await write();
    },
  };
}

/**
 * A lowdb adapter for one JSON file that may hold hundreds of thousands of rows: the text is made slice by slice,
 * so requests are answered in between, and the finished file replaces the old one in one step.
 */
class SnapshotFile implements Adapter<Snapshot | null> {
  private readonly file: string;

  constructor(file: string) {
    this.file = file;
  }

  async read(): Promise<Snapshot | null> {
    try {
      return JSON.parse(await readFile(this.file, "utf8")) as Snapshot;
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
      throw error;
    }
  }

  async write(snapshot: Snapshot | null): Promise<void> {
    if (!snapshot) return;
    await mkdir(dirname(this.file), { recursive: true });
    const draft = `${this.file}.draft`;
    const handle = await open(draft, "w");
    try {
      const { items, ...rest } = snapshot;
      await handle.write(`${JSON.stringify(rest).slice(0, -1)},"items":[`);
      let first = true;
      for (const slice of slices(items)) {
        const text = slice.map((row) => JSON.stringify(row)).join(",\n");
        await handle.write(first ? text : `,\n${text}`);
        first = false;
        await setImmediate();
      }
      await handle.write("]}\n");
    } finally {
      await handle.close();
    }
    await rename(draft, this.file);
  }
}

function* slices(rows: Iterable<ItemRow>): Generator<ItemRow[]> {
  let slice: ItemRow[] = [];
  for (const row of rows) {
    slice.push(row);
    if (slice.length < ROWS_PER_SLICE) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}
