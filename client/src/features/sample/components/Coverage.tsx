import { LookChip } from "../../../components/Chip.tsx";
import { DataTable } from "../../../components/DataTable.tsx";
import { Disclosure } from "../../../components/Disclosure.tsx";
import { Sentence } from "../../../components/Sentence.tsx";
import { TextButton } from "../../../components/TextButton.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import {
  type Coverage as CoverageOf,
  type SampleView,
  type Verdict,
  verdicts,
} from "../../../lib/contract.ts";
import { toCoverageSentence, toPlaceSentence, toVerdictMeanings, verdictLooks } from "../lib/words.ts";
import styles from "./Sample.module.css";

function Details({ coverage }: { readonly coverage: CoverageOf }) {
  const format = useFormat();
  return (
    <div className={styles.stack}>
      <DataTable
        label="What the sample covers, by kind"
        rows={coverage.byKind}
        rowKey={({ kind }) => kind}
        columns={[
          { key: "title", title: "Kind of shape", render: ({ title }) => title },
          {
            key: "covered",
            title: "Covered",
            align: "number",
            render: ({ covered, shapes }) => `${format.number(covered)} of ${format.number(shapes)}`,
          },
        ]}
      />
      <p className={styles.quiet}>
        {coverage.byStream.map(({ title, records }) => `${title}: ${format.number(records)}`).join(" · ")}
        {coverage.parents === 0
          ? ""
          : `. ${format.count(coverage.parents, "of them is", "of them are")} there because another record points to it.`}
      </p>
    </div>
  );
}

function Uncovered({ coverage }: { readonly coverage: CoverageOf }) {
  const format = useFormat();
  const left = coverage.shapes - coverage.covered;
  if (left === 0) return null;
  return (
    <Disclosure summary={`${format.count(left, "value shape")} not covered`}>
      {() => (
        <div className={styles.stack}>
          <ul className={styles.list}>
            {coverage.uncovered.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
          <p className={styles.quiet}>
            {left > coverage.uncovered.length
              ? `And ${format.number(left - coverage.uncovered.length)} more. `
              : ""}
            A larger sample covers more.
          </p>
        </div>
      )}
    </Disclosure>
  );
}

/** What the sample shows: one sentence, the verdicts in numbers, and behind it what is covered and what is not. */
export function Coverage({
  view,
  isImported,
  onShow,
}: {
  readonly view: SampleView;
  readonly isImported: boolean;
  readonly onShow: (verdict: Verdict) => void;
}) {
  const format = useFormat();
  const { coverage, counts } = view;
  const place = toPlaceSentence(view, isImported);
  return (
    <div className={styles.stack}>
      <Sentence role="status">{toCoverageSentence(view, format)}</Sentence>
      {coverage === null || view.rehearsal ? null : (
        <p className={styles.quiet}>
          A value shape is one of the ways your values look: each field filled and empty, each label, the
          longest text, unusual characters, every kind of link.
        </p>
      )}
      <p className={styles.text}>
        {place}
        {view.finishedAt === null ? "" : ` Finished at ${format.when(view.finishedAt, new Date())}.`}
      </p>
      <ul className={styles.verdicts} aria-label="Values by verdict">
        {verdicts.map((verdict) => (
          <li key={verdict}>
            <LookChip look={verdictLooks[verdict]} />
            <span className={styles.count}>{format.number(counts[verdict])}</span>
            {toVerdictMeanings(view, verdict, format).map((meaning) => (
              <span key={meaning} className={styles.quiet}>
                {meaning}
              </span>
            ))}
            {counts[verdict] === 0 ? null : (
              <TextButton label={`Show them: ${verdictLooks[verdict].text}`} onClick={() => onShow(verdict)}>
                Show them
              </TextButton>
            )}
          </li>
        ))}
      </ul>
      {coverage === null || view.rehearsal ? null : (
        <div className={styles.stack}>
          <Disclosure summary="What is covered, by kind">{() => <Details coverage={coverage} />}</Disclosure>
          <Uncovered coverage={coverage} />
        </div>
      )}
    </div>
  );
}
