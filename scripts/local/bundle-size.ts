import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { root } from "./processes.ts";

export interface BundleSize {
  /** Bytes after gzip of the page and everything it names: entry script, preloaded chunks, styles. */
  readonly firstLoadGzip: number;
  readonly files: number;
  /** Bytes after gzip of every script and style of the build. */
  readonly allGzip: number;
}

/** Measures the built client; fonts are not counted. */
export function measureBundle(): BundleSize {
  const dist = path.join(root, "client/dist");
  const html = readFileSync(path.join(dist, "index.html"), "utf8");
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? "");
  const firstLoad = ["index.html", ...new Set(named.map((name) => name.replace(/^\.?\//, "")))];
  const all = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(js|css|html)$/.test(name),
  );
  const gzipped = (name: string) => gzipSync(readFileSync(path.join(dist, name))).byteLength;
  return {
    firstLoadGzip: firstLoad.reduce((sum, name) => sum + gzipped(name), 0),
    files: firstLoad.length,
    allGzip: all.reduce((sum, name) => sum + gzipped(name), 0),
  };
}
