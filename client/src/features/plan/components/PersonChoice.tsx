import { useState } from "react";
import { SelectField } from "../../../components/SelectField.tsx";
import type { Assignable, Plan, PlanPerson } from "../../../lib/contract.ts";
import { origins, type PlanEditing } from "../lib/editing.ts";
import { toStandIn } from "../lib/stand-in.ts";
import { type PersonAction, personActionTitles } from "../lib/words.ts";
import styles from "./Tab.module.css";
import { UserSelect } from "./UserSelect.tsx";

interface PersonChoiceProps {
  readonly person: PlanPerson;
  readonly plan: Plan;
  readonly editing: PlanEditing;
  /** monday's id of the user who looks at the plan. */
  readonly viewerId: string;
}

/** Whom a person without a matching user was mapped to by hand. */
function mappedUser({ match, action, userId }: PlanPerson): string | null {
  return match !== "matched" && action === "user" ? userId : null;
}

function settledText(person: PlanPerson, assignable: readonly Assignable[]): string {
  const userId = mappedUser(person);
  if (userId === null) return personActionTitles[person.action];
  return `Assign ${assignable.find(({ id }) => id === userId)?.name ?? "somebody else in monday"}`;
}

/** What happens with one person; somebody who was not found in monday can be mapped to a user by hand. */
export function PersonChoice({ person, plan, editing, viewerId }: PersonChoiceProps) {
  const [isChoosing, setIsChoosing] = useState(false);
  const { assignable } = plan;
  if (person.choices.length < 2 || !editing.mayEdit) return <>{settledText(person, assignable)}</>;
  const isMatched = person.match === "matched";
  const shown = isChoosing ? "user" : person.action;
  const send = (action: PersonAction, userId: string | null) =>
    editing.edit(origins.people, [{ op: "person.action", person: person.key, action, userId }]);
  const choose = (value: string) => {
    const action = person.choices.find((each) => each === value);
    if (action === undefined) return;
    const mustChoose = action === "user" && !isMatched;
    setIsChoosing(mustChoose);
    if (mustChoose) return;
    // Null asks for the user with the same e-mail.
    if (action === "fallback") send(action, toStandIn(plan, viewerId));
    else send(action, null);
  };
  return (
    <div className={styles.stack}>
      <SelectField
        label={`What happens with ${person.name}`}
        isLabelHidden
        value={shown}
        options={person.choices.map((value) => ({
          value,
          text: value === "user" && !isMatched ? "Someone else in monday…" : personActionTitles[value],
        }))}
        onChange={choose}
      />
      {shown === "user" && !isMatched ? (
        <UserSelect
          label={`monday user for ${person.name}`}
          isLabelHidden
          users={assignable}
          value={mappedUser(person)}
          onChange={(userId) => {
            setIsChoosing(false);
            send("user", userId);
          }}
        />
      ) : null}
    </div>
  );
}
