import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), "portage-config-"));
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

const secret = "client-secret-of-the-app";

describe("environment", () => {
  it("needs nothing but the client secret", () => {
    const config = readConfig({ MONDAY_CLIENT_SECRET: secret, DATA_DIR: directory });
    expect(config).toMatchObject({
      port: 8400,
      appUrl: "http://localhost:8400",
      mondayApiUrl: "https://api.monday.com/v2",
      mondayApiVersion: "2026-10",
      bizstimApiUrl: "https://www.bizstim.com/api",
      mondayApiToken: null,
    });
  });

  it("lists every problem at once and shows no value", () => {
    const read = () =>
      readConfig({
        PORT: "none",
        MONDAY_API_VERSION: "latest",
        ENCRYPTION_KEY: "not-a-key",
        DATA_DIR: directory,
      });
    expect(read).toThrow(ConfigError);
    try {
      read();
    } catch (error) {
      const problems = error instanceof ConfigError ? error.problems.join("\n") : "";
      for (const name of ["PORT", "MONDAY_API_VERSION", "ENCRYPTION_KEY", "MONDAY_CLIENT_SECRET"]) {
        expect(problems).toContain(name);
      }
      expect(problems).not.toContain("not-a-key");
    }
  });

  it("makes an encryption key once and keeps it readable by its owner only", () => {
    const first = readConfig({ MONDAY_CLIENT_SECRET: secret, DATA_DIR: directory });
    const second = readConfig({ MONDAY_CLIENT_SECRET: secret, DATA_DIR: directory });
    expect(second.encryptionKeys).toEqual(first.encryptionKeys);
    const file = path.join(directory, "encryption.key");
    expect(existsSync(file)).toBe(true);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("seals with the first of several keys", () => {
    const [a, b] = ["a".repeat(64), "b".repeat(64)];
    const config = readConfig({
      MONDAY_CLIENT_SECRET: secret,
      DATA_DIR: directory,
      ENCRYPTION_KEY: `${a},${b}`,
    });
    expect(config.encryptionKeys.map((key) => key.toString("hex"))).toEqual([a, b]);
  });
});
