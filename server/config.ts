import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

/** Everything the environment decides. Nothing else changes behaviour. */
export interface Config {
  readonly port: number;
  readonly dataDir: string;
  /** 32-byte keys, the sealing one first. */
  readonly encryptionKeys: readonly Buffer[];
  readonly appUrl: string;
  readonly mondayClientId: string | null;
  readonly mondayClientSecret: string;
  readonly mondayApiUrl: string;
  readonly mondayApiVersion: string;
  readonly mondayApiToken: string | null;
  readonly bizstimApiUrl: string;
  readonly logLevel: string;
}

const url = (fallback: string) => z.url({ protocol: /^https?$/ }).default(fallback);
const optional = z
  .string()
  .trim()
  .transform((text) => (text === "" ? null : text))
  .nullable()
  .default(null);

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8400),
  DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: z.literal("", "PostgreSQL is not supported by this version; unset DATABASE_URL").optional(),
  ENCRYPTION_KEY: z
    .string()
    .regex(
      /^[0-9a-fA-F]{64}(,[0-9a-fA-F]{64})*$/,
      "must be 64 hex digits (32 bytes); several keys are separated by commas, the newest first",
    )
    .optional(),
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  MONDAY_CLIENT_ID: optional,
  MONDAY_CLIENT_SECRET: z.string("is required: the app's client secret signs monday's session tokens").min(8),
  MONDAY_API_URL: url("https://api.monday.com/v2"),
  MONDAY_API_VERSION: z
    .string()
    .regex(/^\d{4}-(01|04|07|10)$/, "must look like 2026-10")
    .default("2026-10"),
  MONDAY_API_TOKEN: optional,
  BIZSTIM_API_URL: url("https://www.bizstim.com/api"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
});

/** Raised at start when the environment is not usable; lists every problem, never a value. */
export class ConfigError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The environment is not usable:\n${problems.map((p) => `  - ${p}`).join("\n")}`);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/**
 * Reads the environment. Throws `ConfigError` with all problems.
 *
 * Without `ENCRYPTION_KEY` a key is made once and kept in `DATA_DIR/encryption.key` (mode 600), so that a local
 * start needs no settings; a shared installation sets the variable.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const parsed = environmentSchema.safeParse(environment);
  if (!parsed.success) {
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`));
  }
  const env = parsed.data;
  const dataDir = path.resolve(env.DATA_DIR);
  return {
    port: env.PORT,
    dataDir,
    encryptionKeys: env.ENCRYPTION_KEY
      ? env.ENCRYPTION_KEY.split(",").map((hex) => Buffer.from(hex, "hex"))
      : [localKey(dataDir)],
    appUrl: env.APP_URL ?? `http://localhost:${env.PORT}`,
    mondayClientId: env.MONDAY_CLIENT_ID,
    mondayClientSecret: env.MONDAY_CLIENT_SECRET,
    mondayApiUrl: env.MONDAY_API_URL,
    mondayApiVersion: env.MONDAY_API_VERSION,
    mondayApiToken: env.MONDAY_API_TOKEN,
    bizstimApiUrl: env.BIZSTIM_API_URL,
    logLevel: env.LOG_LEVEL,
  };
}

function localKey(dataDir: string): Buffer {
  const file = path.join(dataDir, "encryption.key");
  if (existsSync(file)) return Buffer.from(readFileSync(file, "utf8").trim(), "hex");
  mkdirSync(dataDir, { recursive: true });
  const key = randomBytes(32);
  writeFileSync(file, `${key.toString("hex")}\n`, { mode: 0o600 });
  return key;
}
