import { Check, Time } from "@vibe/icons";
import type { MigrationView } from "../lib/contract.ts";
import { Chip } from "./Chip.tsx";
import { StateChip } from "./StateChip.tsx";

type Shown = Pick<MigrationView, "activeRun" | "lastRun" | "step">;

const readyTexts: Readonly<Record<MigrationView["step"], string>> = {
  connect: "Not started",
  discover: "Ready to read",
  plan: "Plan to review",
  sample: "Sample comes next",
  import: "Ready to import",
  verify: "Imported",
};

/** How an import as a whole stands: its run while there is one, otherwise what comes next. */
export function MigrationChip({ migration }: { readonly migration: Shown }) {
  const { activeRun, lastRun, step } = migration;
  if (activeRun !== null) return <StateChip state={activeRun.state} />;
  if (lastRun !== null && lastRun.state !== "succeeded") return <StateChip state={lastRun.state} />;
  const text = step === "sample" && lastRun?.kind === "sample" ? "Sample to review" : readyTexts[step];
  return (
    <Chip tone={step === "verify" ? "positive" : "neutral"} icon={step === "verify" ? Check : Time}>
      {text}
    </Chip>
  );
}
