import { Checkbox } from "@vibe/core";
import { ErrorNotice, type ShownFailure } from "../../../../components/ErrorNotice.tsx";
import { Note } from "../../../../components/Note.tsx";
import { Skeletons } from "../../../../components/Skeletons.tsx";
import { useFormat } from "../../../../lib/client-context.tsx";
import type { Plan, SignOffView } from "../../../../lib/contract.ts";
import { Approved } from "./Approved.tsx";
import { Classes, type ClassesProps } from "./Classes.tsx";
import styles from "./SignOff.module.css";
import { Statement } from "./Statement.tsx";

export interface SignOffProps extends Omit<ClassesProps, "classes" | "mayAccept"> {
  readonly plan: Plan;
  /** Null while it is loading. */
  readonly signOff: SignOffView | null;
  /** The name of whoever is looking; null when monday does not say it. */
  readonly signer: string | null;
  readonly isAdmin: boolean;
  readonly error: ShownFailure | null;
  readonly onRetry: () => void;
  readonly withoutSample: boolean;
  readonly onWithoutSample: (accepted: boolean) => void;
  /** Why the last approval was refused. */
  readonly refusal: ShownFailure | null;
}

function Blockers({ blockers }: { readonly blockers: SignOffView["blockers"] }) {
  if (blockers.length === 0) return null;
  return (
    <Note tone="warning">
      <p>What stands in the way of approving:</p>
      <ul className={styles.list}>
        {blockers.map(({ code, text, remedy }) => (
          <li key={`${code} ${text}`}>
            {text} {remedy}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function SampleLine({ sample }: { readonly sample: NonNullable<SignOffView["sample"]> }) {
  const format = useFormat();
  const { counts } = sample;
  return (
    <p className={styles.text}>
      Seen in a sample of exactly this plan: {format.count(sample.records, "record")},{" "}
      {format.count(counts.wrong, "value")} wrong, {format.number(counts.lossy)} with a loss.
    </p>
  );
}

function Open(props: SignOffProps & { readonly signOff: SignOffView }) {
  const { plan, signOff, isAdmin } = props;
  return (
    <>
      {signOff.classes.length === 0 ? (
        <p className={styles.text}>
          Every record of the plan arrives as it is: there is nothing to accept by name.
        </p>
      ) : (
        <>
          <p className={styles.text}>
            These records or values will not arrive as they are. Read each, accept it, or change the plan.
          </p>
          <Classes {...props} classes={signOff.classes} mayAccept={isAdmin} />
        </>
      )}
      <Blockers blockers={signOff.blockers} />
      {signOff.sample === null ? (
        <div className={styles.without}>
          <p className={styles.text}>There is no sample of exactly this plan.</p>
          {isAdmin ? (
            <Checkbox
              label="I approve without having seen a sample"
              checked={props.withoutSample}
              onChange={(event) => props.onWithoutSample(event.target.checked)}
            />
          ) : null}
        </div>
      ) : (
        <SampleLine sample={signOff.sample} />
      )}
      {isAdmin ? <Statement plan={plan} signer={props.signer} /> : null}
    </>
  );
}

/** The sign-off: what is accepted by name, what is approved, by whom; later who approved it and when. */
export function SignOff(props: SignOffProps) {
  const { plan, signOff, refusal } = props;
  const approval = plan.approval;
  return (
    <div className={styles.stack}>
      {refusal === null ? null : <ErrorNotice error={refusal} />}
      {approval === null ? null : <Approved approval={approval} />}
      {approval?.current === true ? null : props.error !== null && signOff === null ? (
        <ErrorNotice error={props.error} onRetry={props.onRetry} />
      ) : signOff === null ? (
        <Skeletons label="Loading the sign-off" shapes={["row", "row", "short"]} />
      ) : (
        <Open {...props} signOff={signOff} />
      )}
    </div>
  );
}
