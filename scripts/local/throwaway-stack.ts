import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Stack, startStack } from "./stack.ts";

/** Runs the work on an app and a sandbox of this size, limits off, and leaves nothing of them behind. */
export async function withThrowawayStack<T>(size: string, work: (stack: Stack) => Promise<T>): Promise<T> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "portage-bench-"));
  const stack = await startStack({
    dataDir,
    appPort: 0,
    sandboxPort: 0,
    size,
    limits: false,
    sandboxDataDir: null,
    logLevel: "warn",
  });
  try {
    return await work(stack);
  } finally {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
