import type { SampleOptions, SampleView } from "../../../lib/contract.ts";
import { sampleTarget } from "../../../lib/contract.ts";

export const sampleKinds = ["boards", "test_workspace", "rehearsal"] as const;
export type SampleKind = (typeof sampleKinds)[number];

/** What the next sample shall be. */
export interface SampleWish {
  readonly kind: SampleKind;
  /** Records aimed for; a rehearsal takes all. */
  readonly target: number;
}

/** Sizes on offer. */
export const targets: readonly number[] = [sampleTarget.least, 75, 100, 150, sampleTarget.most];

/** The wish to begin with: what the last sample was. After an import the real boards are what people work with. */
export function toFirstWish(
  view: Pick<SampleView, "landing" | "rehearsal" | "target">,
  isImported: boolean,
): SampleWish {
  const target = targets.find((size) => size >= view.target) ?? sampleTarget.usual;
  const landing = isImported ? "test_workspace" : view.landing;
  return { kind: view.rehearsal ? "rehearsal" : landing, target };
}

export function toSampleOptions({ kind, target }: SampleWish): SampleOptions {
  return kind === "rehearsal"
    ? { landing: "test_workspace", rehearsal: true }
    : { landing: kind, rehearsal: false, target };
}
