/**
 * The two seams of Portage. A source reads, a destination writes; the engine knows both only through this file,
 * which joins one file for each seam and what crosses it.
 * Adding a source means one folder, one blueprint and one line in `registry.ts`.
 */

export type * from "./call-report.ts";
export type * from "./destination.ts";
export type * from "./destination-reads.ts";
export type * from "./destination-writes.ts";
export type * from "./source.ts";
