import { FillBar } from "../../components/Bar.tsx";
import { Chip, type Tone } from "../../components/Chip.tsx";
import { Disclosure } from "../../components/Disclosure.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { StreamInventory } from "../../lib/contract.ts";
import { type Format, pluralOf } from "../../lib/format.ts";
import styles from "./discover.module.css";
import { FieldsTable } from "./FieldsTable.tsx";
import { type StreamSummary, summarizeStream } from "./stream-summary.ts";

/** One kind of record: how many, how well filled, what stands out. Opens into its fields. */
export function StreamRow({ stream }: { readonly stream: StreamInventory }) {
  const format = useFormat();
  const summary = summarizeStream(stream);
  return (
    <Disclosure
      summary={
        <span className={styles.stream}>
          <span className={styles.streamTitle}>{stream.title}</span>
          <span className={styles.streamCount}>{format.count(stream.records, "record")}</span>
          <span className={styles.streamFill}>
            {summary.fields > 0 ? (
              <>
                <span className={styles.quiet}>{format.count(summary.fields, "field")}, filled</span>
                <FillBar filled={summary.filled} total={summary.possible} />
              </>
            ) : null}
          </span>
          <span className={styles.chips}>
            {problemsOf(summary, format).map((problem) => (
              <Chip key={problem.text} tone={problem.tone}>
                {problem.text}
              </Chip>
            ))}
          </span>
        </span>
      }
    >
      {() => (
        <div className={styles.fields}>
          <StreamRemarks stream={stream} />
          <FieldsTable stream={stream} />
        </div>
      )}
    </Disclosure>
  );
}

function StreamRemarks({ stream }: { readonly stream: StreamInventory }) {
  const format = useFormat();
  const remarks = stream.duplicates
    .filter((duplicate) => duplicate.groups > 0)
    .map((duplicate) => {
      const groups = format.count(duplicate.groups, "value is shared", "values are shared");
      return `${duplicate.title}: ${groups} by ${format.count(duplicate.records, "record")}.`;
    });
  if (stream.declared !== null && stream.declared !== stream.records) {
    remarks.push(
      `The source announced ${format.count(stream.declared, "record")} and handed out ${format.number(stream.records)}.`,
    );
  }
  if (stream.derived) remarks.push("Put together by Portage from other records.");
  if (remarks.length === 0) return null;
  return (
    <ul className={styles.remarks}>
      {remarks.map((remark) => (
        <li key={remark}>{remark}</li>
      ))}
    </ul>
  );
}

function problemsOf(summary: StreamSummary, format: Format): Array<{ text: string; tone: Tone }> {
  const problems: Array<{ text: string; tone: Tone }> = [];
  const add = (value: number, text: string) => {
    if (value > 0) problems.push({ text: `${format.number(value)} ${text}`, tone: "warning" });
  };
  add(summary.missing, "counted but not handed out");
  add(summary.duplicates, "share an e-mail or login");
  add(summary.dangling, `${pluralOf(summary.dangling, "link")} to a missing record`);
  add(summary.invalid, "not valid");
  add(summary.tooLong, "too long");
  return problems;
}
