import { Button } from "@vibe/core";
import type { ReactNode } from "react";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { FramedList } from "../../../components/FramedList.tsx";
import { Page, Section, StepHeading } from "../../../components/Page.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { ItemView as View } from "../../../lib/contract.ts";
import { originLine, recordWords } from "../lib/words.ts";
import { FieldsTable } from "./FieldsTable.tsx";
import styles from "./ItemView.module.css";
import { LinkedRecords } from "./LinkedRecords.tsx";
import { StatusBadge } from "./StatusBadge.tsx";

export interface ItemViewProps {
  readonly view: View;
  /** Reads monday once more. */
  readonly onCheck: () => void;
  readonly isChecking: boolean;
  readonly onOpenItem: (itemId: string) => void;
  /** Reports of people, and saying so. */
  readonly reports: ReactNode;
}

/** Can this record be trusted: where it came from, and what is different from what was written. */
export function ItemView({ view, onCheck, isChecking, onOpenItem, reports }: ItemViewProps) {
  const format = useFormat();
  const [first, ...others] = view.origins;
  if (first === undefined) return <NotImported view={view} />;
  return (
    <Page>
      <div className={styles.top}>
        <StepHeading title={first.name}>{originLine(first, format)}</StepHeading>
        {others.length > 0 ? (
          <p className={styles.quiet}>Also here: {others.map(recordWords).join(", ")}.</p>
        ) : null}
      </div>
      <div className={styles.status}>
        <StatusBadge status={view.status} />
        <p className={styles.statusText}>{view.statusText}</p>
        {view.status === "conflict" ? (
          <p className={styles.quiet}>An admin decides it in the board's Portage tab, under Verify.</p>
        ) : null}
        <Reading view={view} onCheck={onCheck} isChecking={isChecking} />
      </div>
      {view.fields.length > 0 ? (
        <Section title="Fields">
          <FieldsTable fields={view.fields} sourceTitle={first.sourceTitle} />
        </Section>
      ) : null}
      {view.links.length > 0 ? (
        <Section title="Linked records">
          <LinkedRecords links={view.links} onOpen={onOpenItem} />
        </Section>
      ) : null}
      <Section title="Is something wrong?">{reports}</Section>
      <Section title="History">
        <History view={view} />
      </Section>
      {view.notes.length > 0 ? (
        <Section title="Remarks of the import">
          <ul className={styles.bullets}>
            {view.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Page>
  );
}

function NotImported({ view }: { readonly view: View }) {
  return (
    <Page>
      <div className={styles.top}>
        <StepHeading title="Where this item came from" />
        <div className={styles.status}>
          <StatusBadge status={view.status} />
          <p className={styles.statusText}>{view.statusText}</p>
          <p className={styles.quiet}>Portage has not written to it and has nothing to compare it with.</p>
        </div>
      </div>
    </Page>
  );
}

function Reading({ view, onCheck, isChecking }: Pick<ItemViewProps, "view" | "onCheck" | "isChecking">) {
  const format = useFormat();
  const { reading } = view;
  if (!reading.ok) {
    const userMessage = `Portage could not read monday now. ${reading.userMessage}`;
    return <ErrorNotice tone="warning" error={{ userMessage, remedy: reading.remedy }} onRetry={onCheck} />;
  }
  return (
    <div className={styles.reading}>
      <span className={styles.quiet}>Compared with monday at {format.time(reading.at)}.</span>
      <Button size="small" kind="tertiary" onClick={onCheck} loading={isChecking}>
        Compare again
      </Button>
    </div>
  );
}

function History({ view }: { readonly view: View }) {
  const format = useFormat();
  return (
    <FramedList layout="row" isOrdered isDense>
      {view.history.map(({ at, text }) => (
        <li key={`${at} ${text}`}>
          <span className={styles.aside}>{at === null ? "" : format.dateTime(at)}</span>
          <span className={styles.event}>{text}</span>
        </li>
      ))}
    </FramedList>
  );
}
