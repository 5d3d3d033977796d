import type { Tone } from "../../../components/Chip.tsx";
import type { Outcome } from "../../../lib/contract.ts";

export const outcomeTitles: Readonly<Record<Outcome, string>> = {
  created: "Created",
  updated: "Updated",
  unchanged: "Unchanged",
  merged: "Merged",
  skipped: "Skipped",
  failed: "Failed",
};

export const outcomeTones: Readonly<Record<Outcome, Tone>> = {
  created: "positive",
  updated: "positive",
  unchanged: "neutral",
  merged: "progress",
  skipped: "warning",
  failed: "negative",
};
