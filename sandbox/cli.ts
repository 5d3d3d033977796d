import { parseArgs } from "node:util";
import type { AccountSize } from "./bizstim/index.ts";
import type { SandboxOptions } from "./main.ts";
import { PLANS } from "./monday/model.ts";

const sizes = ["small", "medium", "large", "xlarge"] as const;

/** A named size or a number of records. Throws `RangeError` for anything else. */
function toSize(text: string): AccountSize {
  const named = sizes.find((size) => size === text);
  if (named !== undefined) return named;
  if (/^\d{2,7}$/.test(text)) return { records: Number(text) };
  throw new RangeError(`--size must be ${sizes.join(", ")} or a number of records, not "${text}"`);
}

/**
 * Reads the flags of `node sandbox/main.ts`. Throws for an unknown flag or a value that makes no sense.
 *
 * `--port 8401 --host 127.0.0.1 --app-url http://localhost:8400 --client-id --client-secret --data-dir .sandbox
 * --size small --seed 1 --plan pro --no-crm --no-contacts --no-limits`; without `--data-dir` nothing is kept.
 */
export function parseSandboxArguments(args: string[]): SandboxOptions {
  const { values } = parseArgs({
    args,
    allowNegative: true,
    options: {
      port: { type: "string", default: "8401" },
      host: { type: "string", default: "127.0.0.1" },
      "app-url": { type: "string", default: "http://localhost:8400" },
      "client-id": { type: "string", default: "sandbox-client" },
      "client-secret": { type: "string", default: "sandbox-client-secret" },
      "data-dir": { type: "string" },
      size: { type: "string", default: "small" },
      seed: { type: "string", default: "1" },
      plan: { type: "string", default: "pro" },
      crm: { type: "boolean", default: true },
      contacts: { type: "boolean", default: true },
      limits: { type: "boolean", default: true },
    },
  });
  const plan = PLANS.find((candidate) => candidate === values.plan);
  if (plan === undefined) throw new RangeError(`--plan must be one of ${PLANS.join(", ")}`);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new RangeError("--port must be 0 to 65535");
  return {
    port,
    host: values.host,
    appUrl: values["app-url"].replace(/\/$/, ""),
    clientId: values["client-id"],
    clientSecret: values["client-secret"],
    dataDir: values["data-dir"] ?? null,
    bizstim: { size: toSize(values.size), seed: Number(values.seed), limits: values.limits },
    monday: { plan, crm: values.crm, existingContacts: values.contacts, limits: values.limits },
  };
}
