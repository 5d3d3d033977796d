import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./processes.ts";

export interface BundleSize {
  /** Bytes after gzip of everything the browser fetches until Home can be used: page, scripts, styles; no fonts. */
  readonly firstLoadGzip: number;
  readonly files: number;
  /** Bytes after gzip of every script and style of the build. */
  readonly allGzip: number;
}

/** Home is the first screen; its piece of the bundle is not named in the page but asked for at once. */
const firstScreen = "HomeScreen";
const dist = path.join(root, "client/dist");

/** Measures the built client. */
export function measureBundle(): BundleSize {
  const assets = readdirSync(path.join(dist, "assets"));
  const first = firstLoad(assets);
  const all = assets.filter((name) => /\.(js|css)$/.test(name)).map((name) => `assets/${name}`);
  return {
    firstLoadGzip: sizeOf(["index.html", ...first]),
    files: first.length + 1,
    allGzip: sizeOf(["index.html", ...all]),
  };
}

/** Scripts and styles named in the page, then those of the first screen and what they import. */
function firstLoad(assets: readonly string[]): string[] {
  const html = readFileSync(path.join(dist, "index.html"), "utf8");
  const found = new Set([...html.matchAll(/assets\/([^"]+\.(?:js|css))"/g)].map(([, name]) => name ?? ""));
  for (const name of assets) if (stemOf(name) === firstScreen) found.add(name);
  // A set hands out what is added while it is gone through: imports of imports are followed too.
  for (const name of found) {
    if (!name.endsWith(".js")) continue;
    const source = readFileSync(path.join(dist, "assets", name), "utf8");
    for (const [, imported = ""] of source.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
      found.add(imported);
      for (const style of assets.filter((one) => one.endsWith(".css") && stemOf(one) === stemOf(imported)))
        found.add(style);
    }
  }
  return [...found].map((name) => `assets/${name}`);
}

/** "HomeScreen-BL6xClJb.js" → "HomeScreen" */
function stemOf(name: string): string {
  return name.replace(/-[\w-]{8}\.\w+$/, "");
}

function sizeOf(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + gzipSync(readFileSync(path.join(dist, name))).byteLength, 0);
}
