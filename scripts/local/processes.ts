import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

export const root = path.resolve(import.meta.dirname, "../..");

export interface Service {
  readonly pid: number;
  /** What the process said when it was ready: one JSON object. */
  readonly ready: Readonly<Record<string, unknown>>;
  /** Asks the process to stop and waits until it is gone. */
  stop(): Promise<void>;
  /** Ends the process at once, as a crash would. */
  kill(): Promise<void>;
  readonly exited: Promise<number | null>;
}

export interface ServiceOptions {
  readonly name: string;
  readonly script: string;
  readonly args?: readonly string[];
  /** Flags of the runtime itself. */
  readonly nodeArgs?: readonly string[];
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Recognises the line that says "ready" among the JSON lines on standard output. */
  readonly isReady: (line: Readonly<Record<string, unknown>>) => boolean;
  readonly onLine?: (line: string) => void;
  readonly timeoutMs?: number;
  /** Not hit by a signal to the terminal's group: it ends when the script is gone, and saves first. */
  readonly outlivesSignals?: boolean;
}

/** Starts a TypeScript file of this repo in a process of its own and waits for its ready line. */
export async function startService(options: ServiceOptions): Promise<Service> {
  const watch = pathToFileURL(path.join(root, "scripts/local/watch-parent.ts")).href;
  const script = path.join(root, options.script);
  const child = spawn(
    process.execPath,
    [...(options.nodeArgs ?? []), "--import", watch, script, ...(options.args ?? [])],
    {
      cwd: root,
      detached: options.outlivesSignals ?? false,
      env: { ...process.env, ...options.env },
      stdio: ["pipe", "pipe", "pipe"],
    },
  );
  const exited = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const ready = await waitForReady(child, options);
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
  };
  return {
    pid: child.pid ?? -1,
    ready,
    exited,
    stop: () => end("SIGTERM"),
    kill: () => end("SIGKILL"),
  };
}

function waitForReady(
  child: ChildProcess,
  options: ServiceOptions,
): Promise<Readonly<Record<string, unknown>>> {
  return new Promise((resolve, reject) => {
    const errors: string[] = [];
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      reject(new Error(`${options.name} did not start in time\n${errors.join("\n")}`));
    }, options.timeoutMs ?? 60_000);
    if (child.stderr) {
      createInterface({ input: child.stderr }).on("line", (line) => {
        if (errors.length < 50) errors.push(line);
        options.onLine?.(line);
      });
    }
    if (child.stdout) {
      createInterface({ input: child.stdout }).on("line", (line) => {
        options.onLine?.(line);
        const parsed = parseLine(line);
        if (parsed && options.isReady(parsed)) {
          clearTimeout(timer);
          resolve(parsed);
        }
      });
    }
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`${options.name} stopped while starting (exit code ${code})\n${errors.join("\n")}`));
    });
  });
}

function parseLine(line: string): Readonly<Record<string, unknown>> | null {
  if (!line.startsWith("{")) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}
