import type { Plan } from "../../contract/plan.ts";
import type { StoredSample, VerdictCounts } from "../../contract/sample.ts";
import { type Class, planClasses, sampleClasses } from "../../core/sampling/acceptances.ts";
import type { Scope } from "../../store/store.ts";
import type { EngineDeps } from "../deps.ts";

export const noVerdicts: VerdictCounts = { same: 0, converted: 0, lossy: 0, wrong: 0 };

/** The finished sample of exactly this plan; null when there is none. */
export async function currentSample(
  deps: EngineDeps,
  scope: Scope,
  plan: Pick<Plan, "hash">,
): Promise<StoredSample | null> {
  const stored = await deps.store.documents.get(scope, "sample");
  const sample = stored?.body ?? null;
  return sample?.finishedAt && sample.planHash === plan.hash ? sample : null;
}

/** Everything that has to be accepted by name: what the plan says, and what the sample of this plan has shown. */
export async function readClasses(
  deps: EngineDeps,
  scope: Scope,
  input: { plan: Plan; sample: StoredSample | null },
): Promise<readonly Class[]> {
  const known = planClasses(input.plan);
  if (input.sample === null) return known;
  const seen = await deps.store.fieldDiffs.counts(scope, {});
  const classes: Class[] = [...known];
  for (const { shown, example } of sampleClasses(input.plan, seen, known)) {
    if (shown.detail !== "") {
      classes.push(shown);
      continue;
    }
    const [row] = await deps.store.fieldDiffs.list(scope, example, { after: null, limit: 1 });
    classes.push({ ...shown, detail: row?.reason ?? "" });
  }
  return classes;
}

/** Fields of the stored diff by verdict. */
export async function countVerdicts(deps: EngineDeps, scope: Scope): Promise<VerdictCounts> {
  const counts = { ...noVerdicts };
  for (const { verdict, count } of await deps.store.fieldDiffs.counts(scope, {})) counts[verdict] += count;
  return counts;
}
