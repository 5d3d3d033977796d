import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser } from "playwright-core";
import { type Stack, startStack } from "../../scripts/local/stack.ts";
import { launchBrowser } from "./browser.ts";

export interface Product {
  readonly stack: Stack;
  readonly browser: Browser;
  stop(): Promise<void>;
}

/** The whole product as an admin meets it: the server and the sandbox in processes of their own, and a browser. */
export async function startProduct(): Promise<Product> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "portage-e2e-"));
  const [stack, browser] = await Promise.all([
    startStack({
      dataDir,
      appPort: 0,
      sandboxPort: 0,
      size: "small",
      limits: false,
      sandboxDataDir: null,
      logLevel: "warn",
    }),
    launchBrowser(),
  ]);
  return {
    stack,
    browser,
    async stop() {
      await browser.close();
      await stack.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
