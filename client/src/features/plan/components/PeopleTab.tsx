import { Chip, type Tone } from "../../../components/Chip.tsx";
import { type DataColumn, DataTable } from "../../../components/DataTable.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { SelectField } from "../../../components/SelectField.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Plan, PlanPerson } from "../../../lib/contract.ts";
import { origins, type PlanEditing } from "../lib/editing.ts";
import { fieldWords, matchTitles, personActionTitles } from "../lib/words.ts";
import { RefusalNote } from "./RefusalNote.tsx";
import styles from "./Tab.module.css";

/** A monday user who can take over what belongs to somebody without a monday user. */
export interface Owner {
  readonly id: string;
  readonly name: string;
}

export interface PeopleTabProps {
  readonly plan: Plan;
  readonly editing: PlanEditing;
  readonly owners: readonly Owner[];
}

const matchTones: Readonly<Record<PlanPerson["match"], Tone>> = {
  matched: "positive",
  blocked: "negative",
  unmatched: "warning",
};
const defaultActions = ["text", "fallback", "invite"] as const;

function Defaults({ plan, editing, owners }: PeopleTabProps) {
  const { action, fallbackUserId } = plan.peopleDefault;
  const firstOwner = fallbackUserId ?? owners[0]?.id ?? null;
  const send = (next: (typeof defaultActions)[number], userId: string | null) =>
    editing.edit(origins.people, [{ op: "people.default", action: next, fallbackUserId: userId }]);
  return (
    <div className={styles.fields}>
      <SelectField
        label="People without a monday user"
        value={action}
        disabled={!editing.mayEdit}
        options={defaultActions.map((value) => ({ value, text: personActionTitles[value] }))}
        onChange={(value) => {
          const next = defaultActions.find((each) => each === value);
          if (next !== undefined) send(next, next === "fallback" ? firstOwner : fallbackUserId);
        }}
      />
      {action === "fallback" ? (
        <SelectField
          label="Fallback owner"
          value={fallbackUserId ?? ""}
          disabled={!editing.mayEdit}
          options={owners.map((owner) => ({ value: owner.id, text: owner.name }))}
          onChange={(userId) => send("fallback", userId)}
        />
      ) : null}
    </div>
  );
}

function PersonChoice({ person, plan, editing, owners }: PeopleTabProps & { readonly person: PlanPerson }) {
  if (person.choices.length < 2 || !editing.mayEdit) return <>{personActionTitles[person.action]}</>;
  const fallback = plan.peopleDefault.fallbackUserId ?? owners[0]?.id ?? null;
  return (
    <SelectField
      label={`What happens with ${person.name}`}
      isLabelHidden
      value={person.action}
      options={person.choices.map((value) => ({ value, text: personActionTitles[value] }))}
      onChange={(value) => {
        const action = person.choices.find((each) => each === value);
        if (action === undefined) return;
        const userId = action === "fallback" ? fallback : action === "user" ? person.userId : null;
        editing.edit(origins.people, [{ op: "person.action", person: person.key, action, userId }]);
      }}
    />
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
        <div className={styles.wideCell}>
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
      <DataTable
        label="People and their monday users"
        columns={toColumns(props, format.number)}
        rows={sorted}
        rowKey={(person) => person.key}
      />
    </div>
  );
}
