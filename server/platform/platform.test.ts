import { describe, expect, it } from "vitest";
import { createIds } from "./ids.ts";
import { createLogger } from "./logger.ts";
import { createSecrets } from "./secrets.ts";

const oldKey = Buffer.alloc(32, 1);
const newKey = Buffer.alloc(32, 2);

describe("secrets", () => {
  it("opens what it sealed and never seals the same text twice alike", () => {
    const secrets = createSecrets([newKey]);
    const sealed = secrets.seal("key-1", "connection:1");
    expect(secrets.open(sealed, "connection:1")).toBe("key-1");
    expect(secrets.seal("key-1", "connection:1")).not.toBe(sealed);
    expect(sealed).not.toContain("key-1");
  });

  it("opens secrets of an older key after rotation and seals with the new one", () => {
    const sealed = createSecrets([oldKey]).seal("key-1", "c");
    const rotated = createSecrets([newKey, oldKey]);
    expect(rotated.open(sealed, "c")).toBe("key-1");
    expect(() => createSecrets([newKey]).open(sealed, "c")).toThrow(/not configured/);
  });

  it("refuses a secret that was changed or moved to another row", () => {
    const secrets = createSecrets([newKey]);
    const sealed = secrets.seal("key-1", "connection:1");
    expect(() => secrets.open(sealed, "connection:2")).toThrow();
    expect(() => secrets.open(`${sealed.slice(0, -2)}AA`, "connection:1")).toThrow();
  });
});

describe("ids", () => {
  it("are unique and sort by creation, within a millisecond too", () => {
    const ids = createIds(() => 1_700_000_000_000);
    const made = Array.from({ length: 10_000 }, () => ids.next());
    expect(new Set(made).size).toBe(made.length);
    expect([...made].sort()).toEqual(made);
  });
});

describe("logger", () => {
  it("censors secrets that slipped into a log call", () => {
    const lines: string[] = [];
    const logger = createLogger({ level: "info", stream: { write: (line: string) => lines.push(line) } });
    logger.info({ event: "x", request: { headers: { authorization: "top-secret" } }, apiKey: "top-secret" });
    expect(lines.join("")).not.toContain("top-secret");
  });
});
