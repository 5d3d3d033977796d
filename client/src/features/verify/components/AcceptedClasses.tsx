import { Disclosure } from "../../../components/Disclosure.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Plan } from "../../../lib/contract.ts";
import styles from "./Result.module.css";

/** What was accepted by name when the plan was approved. */
export function AcceptedClasses({ approval }: { readonly approval: NonNullable<Plan["approval"]> }) {
  const format = useFormat();
  const who = `${approval.byName} on ${format.dateTime(approval.at)}`;
  if (approval.accepted.length === 0) {
    return (
      <p className={styles.quiet}>The plan was approved by {who}. There was nothing to accept by name.</p>
    );
  }
  return (
    <Disclosure
      summary={`${format.count(approval.accepted.length, "class", "classes")} accepted at the sign-off by ${who}`}
    >
      {() => (
        <ul className={styles.bullets} aria-label="Accepted at the sign-off">
          {approval.accepted.map(({ id, title }) => (
            <li key={id}>{title}</li>
          ))}
        </ul>
      )}
    </Disclosure>
  );
}
