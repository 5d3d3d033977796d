import type { ReactNode } from "react";
import { Disclosure } from "../../../components/Disclosure.tsx";
import { Note } from "../../../components/Note.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { RollbackResult } from "../../../lib/contract.ts";
import { durationInWords } from "../../../lib/format.ts";
import { LeftAlone } from "./LeftAlone.tsx";
import styles from "./Rollback.module.css";
import { toProofSentence, toTotalsInWords } from "./rollback-words.ts";

export interface ResultViewProps {
  readonly result: RollbackResult;
  /** The list thing by thing, made when it is opened. */
  readonly entries: () => ReactNode;
}

/** How a rollback ended, with its proof. */
export function ResultView({ result, entries }: ResultViewProps) {
  const format = useFormat();
  return (
    <div className={styles.panel}>
      <Note tone={result.proof.proven ? "positive" : "warning"}>
        <p>
          {result.proof.proven
            ? toProvenText(result)
            : "Not everything could be confirmed. The list below names each thing; start the rollback again to go on."}
        </p>
      </Note>
      <div className={styles.part}>
        <p className={styles.sentence} role="status">
          {toProofSentence(result, format)}
        </p>
        <p className={styles.quiet}>
          {format.dateTime(result.at)}, {durationInWords(result.seconds)},{" "}
          {format.count(result.calls, "call")} to monday.
          {result.includeTouched ? " What people had touched was taken back as well." : ""}
        </p>
      </div>
      <ul className={styles.list} aria-label="What was done">
        {result.removed.length === 0 ? null : <li>Removed: {toTotalsInWords(result.removed, format)}.</li>}
        {result.restored.items === 0 ? null : (
          <li>
            Restored: {format.count(result.restored.cells, "field")} of{" "}
            {format.count(result.restored.items, "item")}.
          </li>
        )}
        {result.alreadyGone === 0 ? null : (
          <li>Gone before, deleted or archived by people: {format.number(result.alreadyGone)}.</li>
        )}
      </ul>
      {result.left.length === 0 ? null : (
        <div className={styles.part}>
          <p className={styles.title}>Left alone</p>
          <LeftAlone left={result.left} />
        </div>
      )}
      <Disclosure summary="Thing by thing">{entries}</Disclosure>
    </div>
  );
}

function toProvenText({ left }: RollbackResult): string {
  return left.length === 0
    ? "Read back and confirmed: everything is as it was before."
    : "Read back and confirmed: everything is as it was before, save what is listed as left alone.";
}
