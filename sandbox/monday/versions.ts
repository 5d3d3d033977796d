import { platformError } from "./errors.ts";

const CURRENT = "2026-10";
const MAINTENANCE = "2026-07";
const OFFERED = new Set(["2026-07", "2026-10", "2027-01"]);

/**
 * The version a request is served with: the current one without a header or for a version that does not exist,
 * the maintenance one for a version that is gone. Malformed names are refused.
 */
export function resolveVersion(header: string | undefined): string {
  if (header === undefined || header === "") return CURRENT;
  if (!/^\d{4}-\d{2}$/.test(header) && header !== "dev") {
    throw platformError("InvalidVersionException", `The version ${header} is not a valid API version`, {
      data: { version: header },
    });
  }
  if (OFFERED.has(header)) return header;
  const existed = /^\d{4}-(01|04|07|10)$/.test(header) && header < MAINTENANCE && header >= "2023-07";
  return existed ? MAINTENANCE : CURRENT;
}
