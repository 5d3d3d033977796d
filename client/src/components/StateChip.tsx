import { Alert, Check, CloseRound, Pause, Play, Time } from "@vibe/icons";
import type { RunState } from "../lib/contract.ts";
import { type Look, LookChip } from "./Chip.tsx";

const looks: Readonly<Record<RunState, Look>> = {
  queued: { text: "Starting", tone: "progress", icon: Time },
  running: { text: "Running", tone: "progress", icon: Play },
  waiting: { text: "Waiting", tone: "warning", icon: Time },
  paused: { text: "Paused", tone: "neutral", icon: Pause },
  succeeded: { text: "Done", tone: "positive", icon: Check },
  needs_attention: { text: "Done, needs a look", tone: "warning", icon: Alert },
  failed: { text: "Stopped", tone: "negative", icon: CloseRound },
  cancelled: { text: "Cancelled", tone: "neutral", icon: CloseRound },
};

/** The state of a run in plain words. */
export function StateChip({ state }: { readonly state: RunState }) {
  return <LookChip look={looks[state]} />;
}
