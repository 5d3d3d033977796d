import { readFileSync } from "node:fs";

/** Highest resident memory of a process since its start, in MB, from Linux's accounting; NaN elsewhere. */
export function peakMegabytes(pid: number): number {
  try {
    const line = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
    return Number(line?.[1]) / 1024;
  } catch {
    return Number.NaN;
  }
}
