import { AnyWidthTable } from "../../components/AnyWidthTable.tsx";
import { Chip, type Tone } from "../../components/Chip.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { PlanPerson, SourcePerson } from "../../lib/contract.ts";
import styles from "./discover.module.css";

export interface PeopleTableProps {
  readonly people: readonly SourcePerson[];
  /** Who matches which monday user; null while the plan is loading. */
  readonly matches: readonly PlanPerson[] | null;
}

const looks: Readonly<Record<PlanPerson["match"], { readonly text: string; readonly tone: Tone }>> = {
  matched: { text: "Has a monday user", tone: "positive" },
  blocked: { text: "Cannot be assigned", tone: "warning" },
  unmatched: { text: "No monday user", tone: "warning" },
};

/** People of the source and whether monday knows them. */
export function PeopleTable({ people, matches }: PeopleTableProps) {
  const format = useFormat();
  const byKey = new Map((matches ?? []).map((person) => [person.key, person]));
  return (
    <AnyWidthTable
      label="People of the source"
      rows={people}
      rowKey={(person) => person.key}
      columns={[
        {
          key: "name",
          title: "Name",
          render: (person) => <span className={styles.strong}>{person.name}</span>,
        },
        { key: "role", title: "Role", render: (person) => person.role },
        { key: "email", title: "E-mail", render: (person) => person.emails.join(", ") || "none" },
        {
          key: "records",
          title: "Records",
          align: "number",
          render: (person) => format.number(person.records),
        },
        { key: "match", title: "In monday", render: (person) => <Match person={byKey.get(person.key)} /> },
      ]}
    />
  );
}

function Match({ person }: { readonly person: PlanPerson | undefined }) {
  if (person === undefined) return <span className={styles.quiet}>not known yet</span>;
  const look = looks[person.match];
  return (
    <span className={styles.match}>
      <Chip tone={look.tone}>{look.text}</Chip>
      <span className={styles.quiet}>{person.matchText}</span>
    </span>
  );
}
