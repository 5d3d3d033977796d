import { Alert, Check, CloseRound, Pause, Play, Time } from "@vibe/icons";
import type { FunctionComponent } from "react";
import type { RunState } from "../lib/contract.ts";
import { Chip, type Tone } from "./Chip.tsx";

interface StateLook {
  readonly text: string;
  readonly tone: Tone;
  readonly icon: FunctionComponent;
}

const looks: Readonly<Record<RunState, StateLook>> = {
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
  const look = looks[state];
  return (
    <Chip tone={look.tone} icon={look.icon}>
      {look.text}
    </Chip>
  );
}
