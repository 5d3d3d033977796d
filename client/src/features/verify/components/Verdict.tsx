import { Button } from "@vibe/core";
import { Note } from "../../../components/Note.tsx";
import { Sentence } from "../../../components/Sentence.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Reconciliation, Verification } from "../../../lib/contract.ts";
import { toDetails, toSentence, toSummary } from "../lib/summary.ts";
import {
  type OpenCounts,
  toVerifiedDetails,
  toVerifiedSentence,
} from "../verification/verification-words.ts";
import styles from "./Result.module.css";

/** Something on this screen that waits for a person. */
export interface Attention {
  readonly text: string;
  readonly action: { readonly label: string; readonly onClick: () => void } | null;
}

/** The import's own check in one sentence, and what stands behind it. */
export function ImportVerdict({ result }: { readonly result: Reconciliation }) {
  const format = useFormat();
  const summary = toSummary(result);
  return (
    <div className={styles.stack}>
      <Sentence role="status">{toSentence(summary, format)}</Sentence>
      <Details details={toDetails(summary, format)} />
      {result.addsUp ? (
        <Note tone="positive">
          <p>Everything adds up. Every record that was read has an outcome and a reason.</p>
        </Note>
      ) : null}
      <ImportDifferences result={result} />
    </div>
  );
}

/** What the import itself left open, in words. */
export function ImportDifferences({ result }: { readonly result: Reconciliation }) {
  const { differences } = toSummary(result);
  if (differences.length === 0) return null;
  return (
    <Note tone="warning">
      <p>What does not add up yet:</p>
      <ul className={styles.differences}>
        {differences.map((difference) => (
          <li key={difference}>{difference}</li>
        ))}
      </ul>
    </Note>
  );
}

export interface VerifiedVerdictProps {
  readonly verification: Verification;
  readonly open: OpenCounts;
}

/** The full reading in one sentence, and what stands behind it. */
export function VerifiedVerdict({ verification, open }: VerifiedVerdictProps) {
  const format = useFormat();
  return (
    <div className={styles.stack}>
      <Sentence role="status">{toVerifiedSentence(verification, open, format)}</Sentence>
      <Details details={toVerifiedDetails(verification, format)} />
    </div>
  );
}

function Details({ details }: { readonly details: readonly string[] }) {
  return (
    <ul className={styles.details}>
      {details.map((detail) => (
        <li key={detail}>{detail}</li>
      ))}
    </ul>
  );
}

/** What waits for a person, each with the way to it. */
export function AttentionList({ entries }: { readonly entries: readonly Attention[] }) {
  if (entries.length === 0) return null;
  return (
    <Note tone="warning">
      <ul className={styles.attention} aria-label="Waits for you">
        {entries.map(({ text, action }) => (
          <li key={text} className={styles.waiting}>
            <span>{text}</span>
            {action === null ? null : (
              <Button size="small" kind="secondary" onClick={action.onClick}>
                {action.label}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Note>
  );
}
