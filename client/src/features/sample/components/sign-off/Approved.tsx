import { Note } from "../../../../components/Note.tsx";
import { useFormat } from "../../../../lib/client-context.tsx";
import type { Plan } from "../../../../lib/contract.ts";
import { shortHash } from "../../lib/plan-scope.ts";
import styles from "./SignOff.module.css";

/** Who approved, when, and what they accepted by name; or that an approval no longer counts. */
export function Approved({ approval }: { readonly approval: NonNullable<Plan["approval"]> }) {
  const format = useFormat();
  if (!approval.current) {
    return (
      <Note tone="warning">
        <p>
          {approval.byName} approved an earlier plan on {format.dateTime(approval.at)}. The plan was changed
          since, so that approval no longer counts.
        </p>
      </Note>
    );
  }
  const { sample, accepted } = approval;
  return (
    <>
      <Note tone="positive">
        <p>
          Plan {shortHash(approval.hash)} was approved by {approval.byName} on {format.dateTime(approval.at)},{" "}
          {sample === null
            ? "without a sample."
            : `after a sample of ${format.count(sample.records, "record")}.`}{" "}
          A change of the plan asks for a new approval.
        </p>
      </Note>
      {accepted.length === 0 ? null : (
        <div>
          <p className={styles.text}>Accepted by name:</p>
          <ul className={styles.accepted} aria-label="What was accepted">
            {accepted.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
