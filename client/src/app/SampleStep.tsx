import { PlanColumnCard } from "../features/plan/PlanColumnCard.tsx";
import { SampleScreen } from "../features/sample/SampleScreen.tsx";
import type { ScreenProps } from "../lib/screen.ts";

/** The step "Sample" with the plan's own column card to correct a mapping in. */
export function SampleStep(props: ScreenProps) {
  return <SampleScreen {...props} ColumnCard={PlanColumnCard} />;
}
