import { Checkbox } from "@vibe/core";
import { Chip, type Tone } from "../../../../components/Chip.tsx";
import { Spoken } from "../../../../components/Spoken.tsx";
import { TextButton } from "../../../../components/TextButton.tsx";
import type { Acceptance, SignOffView } from "../../../../lib/contract.ts";
import { hasMapping } from "../../lib/diff-layout.ts";
import { classTitles } from "../../lib/words.ts";
import styles from "./SignOff.module.css";

export interface ClassesProps {
  readonly classes: SignOffView["classes"];
  readonly accepted: ReadonlySet<string>;
  /** False for viewers and once the plan is approved. */
  readonly mayAccept: boolean;
  readonly onAccept: (id: string, accepted: boolean) => void;
  readonly onFix: (place: { readonly board: string; readonly column: string }) => void;
}

const tones: Readonly<Record<Acceptance["kind"], Tone>> = {
  wrong: "negative",
  failed: "negative",
  skipped: "warning",
  lossy: "warning",
  left_out: "warning",
  merged: "progress",
};

const fromTexts: Readonly<Record<Acceptance["from"], string>> = {
  plan: "known from the plan",
  sample: "seen in the sample",
};

type Row = SignOffView["classes"][number];

function Class({ row, accepted, mayAccept, onAccept, onFix }: ClassesProps & { readonly row: Row }) {
  const isAccepted = row.accepted || accepted.has(row.id);
  const { board, column } = row;
  return (
    <li className={styles.class}>
      <div className={styles.classText}>
        <div className={styles.classHead}>
          <Chip tone={tones[row.kind]}>{classTitles[row.kind]}</Chip>
          <span className={styles.quiet}>{fromTexts[row.from]}</span>
        </div>
        <h3>{row.title}</h3>
        <p>{row.detail}</p>
        {board === null || column === null || !hasMapping({ column }) ? null : (
          <TextButton label={`Look at the mapping: ${row.title}`} onClick={() => onFix({ board, column })}>
            Look at the mapping
          </TextButton>
        )}
      </div>
      <div className={styles.accept}>
        {mayAccept && !row.accepted ? (
          <Checkbox
            label={
              <>
                <span>I accept</span>
                <Spoken>: {row.title}</Spoken>
              </>
            }
            aria-label={`I accept: ${row.title}`}
            checked={isAccepted}
            onChange={(event) => onAccept(row.id, event.target.checked)}
          />
        ) : (
          <Chip tone={isAccepted ? "positive" : "neutral"}>{isAccepted ? "Accepted" : "Not accepted"}</Chip>
        )}
      </div>
    </li>
  );
}

/** Everything that will not arrive as it is, class by class, each to be accepted by name. */
export function Classes(props: ClassesProps) {
  return (
    <ul className={styles.classes} aria-label="What you accept">
      {props.classes.map((row) => (
        <Class key={row.id} row={row} {...props} />
      ))}
    </ul>
  );
}
