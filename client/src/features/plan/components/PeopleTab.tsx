import { Chip, type Tone } from "../../../components/Chip.tsx";
import { DataCards } from "../../../components/DataCards.tsx";
import { type DataColumn, DataTable } from "../../../components/DataTable.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { SelectField } from "../../../components/SelectField.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Plan, PlanPerson } from "../../../lib/contract.ts";
import { origins, type PlanEditing } from "../lib/editing.ts";
import { toStandIn } from "../lib/stand-in.ts";
import { fieldWords, matchTitles, personActionTitles } from "../lib/words.ts";
import { PersonChoice } from "./PersonChoice.tsx";
import { RefusalNote } from "./RefusalNote.tsx";
import styles from "./Tab.module.css";
import { UserSelect } from "./UserSelect.tsx";

export interface PeopleTabProps {
  readonly plan: Plan;
  readonly editing: PlanEditing;
  /** A card for each person instead of a table that scrolls sideways and hides the choice. */
  readonly isNarrow: boolean;
  /** monday's id of the user who looks at the plan; stands in unless somebody else is chosen. */
  readonly viewerId: string;
}

const matchTones: Readonly<Record<PlanPerson["match"], Tone>> = {
  matched: "positive",
  blocked: "negative",
  unmatched: "warning",
};
const defaultActions = ["text", "fallback", "invite"] as const;

function Defaults({ plan, editing, viewerId }: PeopleTabProps) {
  const { action, fallbackUserId } = plan.peopleDefault;
  const offered = defaultActions.filter((each) => each !== "fallback" || plan.assignable.length > 0);
  const send = (next: (typeof defaultActions)[number], userId: string | null) =>
    editing.edit(origins.people, [{ op: "people.default", action: next, fallbackUserId: userId }]);
  return (
    <div className={styles.fields}>
      <SelectField
        label="People without a monday user"
        value={action}
        disabled={!editing.mayEdit}
        options={offered.map((value) => ({ value, text: personActionTitles[value] }))}
        onChange={(value) => {
          const next = defaultActions.find((each) => each === value);
          if (next !== undefined)
            send(next, next === "fallback" ? toStandIn(plan, viewerId) : fallbackUserId);
        }}
      />
      {action === "fallback" ? (
        <UserSelect
          label="Fallback owner"
          users={plan.assignable}
          value={fallbackUserId}
          disabled={!editing.mayEdit}
          onChange={(userId) => send("fallback", userId)}
        />
      ) : null}
    </div>
  );
}

function toColumns(
  props: PeopleTabProps,
  number: (value: number) => string,
): readonly DataColumn<PlanPerson>[] {
  return [
    {
      key: "name",
      title: "Person",
      render: (person) => (
        <span className={styles.name}>
          {person.name}
          <span className={styles.quiet}>{person.email ?? "no e-mail"}</span>
        </span>
      ),
    },
    { key: "role", title: "Role", render: (person) => fieldWords(person.role) },
    { key: "records", title: "Records", align: "number", render: (person) => number(person.records) },
    {
      key: "match",
      title: "In monday",
      render: (person) => (
        <span className={styles.match}>
          <Chip tone={matchTones[person.match]}>{matchTitles[person.match]}</Chip>
          <span className={styles.quiet}>{person.matchText}</span>
        </span>
      ),
    },
    {
      key: "action",
      title: "What happens",
      render: (person) => (
        <div className={props.isNarrow ? undefined : styles.wideCell}>
          <PersonChoice person={person} {...props} />
        </div>
      ),
    },
  ];
}

/** Who becomes which monday user, and what happens with those who are not in monday. */
export function PeopleTab(props: PeopleTabProps) {
  const format = useFormat();
  const { people } = props.plan;
  if (people.length === 0) {
    return (
      <EmptyState title="No people to match" text="No record of this account belongs to a member of staff." />
    );
  }
  const count = (match: PlanPerson["match"]) => people.filter((person) => person.match === match).length;
  const People = props.isNarrow ? DataCards : DataTable;
  const rank = { blocked: 0, unmatched: 1, matched: 2 } as const;
  const sorted = [...people].sort((a, b) => rank[a.match] - rank[b.match] || b.records - a.records);
  return (
    <div className={styles.tab}>
      <p className={styles.lead}>
        {format.number(count("matched"))} of {format.count(people.length, "person", "people")} found in monday
        by e-mail, {format.number(count("unmatched"))} not in monday, {format.number(count("blocked"))} that
        cannot be assigned.
      </p>
      <RefusalNote refusal={props.editing.refusal} origin={origins.people} />
      <Defaults {...props} />
      <People
        label="People and their monday users"
        columns={toColumns(props, format.number)}
        rows={sorted}
        rowKey={(person) => person.key}
      />
    </div>
  );
}
