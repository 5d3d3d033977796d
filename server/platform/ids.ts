import { randomBytes } from "node:crypto";

/** Ids as an argument, so that tests control them. */
export interface Ids {
  /** A new id, unique and sortable by creation time (UUID version 7, RFC 9562). */
  next(): string;
}

/** Sortable even within one millisecond: the 12 bits after the version count up. */
export function createIds(now: () => number): Ids {
  let lastMs = 0;
  let sequence = 0;
  return {
    next() {
      const ms = Math.max(now(), lastMs);
      sequence = ms === lastMs ? sequence + 1 : 0;
      lastMs = sequence > 0xfff ? ms + 1 : ms;
      if (sequence > 0xfff) sequence = 0;
      const time = lastMs.toString(16).padStart(12, "0");
      const counter = sequence.toString(16).padStart(3, "0");
      const random = randomBytes(8);
      random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
      const tail = random.toString("hex");
      return `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-${tail.slice(0, 4)}-${tail.slice(4)}`;
    },
  };
}
