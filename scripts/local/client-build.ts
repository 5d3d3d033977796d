import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { build } from "vite";
import { root } from "./processes.ts";

/** Builds the client when its sources are newer than the last build. Returns whether it built. */
export async function ensureClientBuilt(): Promise<boolean> {
  const built = path.join(root, "client/dist/index.html");
  const sources = [
    "client/src",
    "client/index.html",
    "client/vite.config.ts",
    "server/contract",
    "package-lock.json",
  ];
  if (existsSync(built) && newest(sources) < statSync(built).mtimeMs) return false;
  await buildForProduction();
  return true;
}

/** Whoever asks (a test runner sets NODE_ENV to "test"), what is built is what people get. */
async function buildForProduction(): Promise<void> {
  const asked = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  try {
    await build({ configFile: path.join(root, "client/vite.config.ts"), logLevel: "error" });
  } finally {
    if (asked === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = asked;
  }
}

function newest(names: readonly string[]): number {
  return Math.max(
    ...names.map((name) => {
      const full = path.join(root, name);
      if (!existsSync(full)) return 0;
      const stat = statSync(full);
      if (!stat.isDirectory()) return stat.mtimeMs;
      return Math.max(0, ...readdirSync(full).map((child) => newest([path.join(name, child)])));
    }),
  );
}
