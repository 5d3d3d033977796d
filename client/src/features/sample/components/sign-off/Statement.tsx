import { Disclosure } from "../../../../components/Disclosure.tsx";
import { useFormat } from "../../../../lib/client-context.tsx";
import type { Plan } from "../../../../lib/contract.ts";
import { durationInWords, pluralOf } from "../../../../lib/format.ts";
import { shortHash, toPlanScope, withAnswer } from "../../lib/plan-scope.ts";
import styles from "./SignOff.module.css";

function Scope({ plan }: { readonly plan: Plan }) {
  const format = useFormat();
  const scope = toPlanScope(plan);
  return (
    <div className={styles.scope}>
      <p>
        {format.count(scope.records, "record")} become {format.count(scope.items, "item")}. A record that goes
        to two boards counts on both. It takes {durationInWords(plan.forecast.seconds)} and{" "}
        {format.count(plan.forecast.calls, "call")} to monday. {plan.forecast.bound}
      </p>
      <ul aria-label="Boards that will be written">
        {scope.boards.map((board) => (
          <li key={board.key}>
            {board.title}: {format.count(board.items, "item")}
            {board.target.mode === "existing" ? ` on your board “${board.target.boardName}”` : ", new board"}
          </li>
        ))}
      </ul>
      {scope.answered.length === 0 ? null : (
        <ul aria-label="Your answers">
          {scope.answered.map((finding) => (
            <li key={finding.id}>{withAnswer(finding, plan)}</li>
          ))}
        </ul>
      )}
      <ul aria-label="What stays behind">
        {scope.peopleWithoutUser === 0 ? null : (
          <li>
            {format.count(scope.peopleWithoutUser, "person", "people")} without a monday user of their own
          </li>
        )}
        {scope.leftOut.length === 0 ? null : (
          <li>Left out: {scope.leftOut.map((board) => board.title).join(", ")}</li>
        )}
        {scope.notMoving === 0 ? null : (
          <li>
            {format.count(scope.notMoving, "thing")} that {pluralOf(scope.notMoving, "does", "do")} not move,
            listed in the plan under “Not moving”
          </li>
        )}
      </ul>
    </div>
  );
}

/** Which plan is approved, what it comes to, and by whom. */
export function Statement({ plan, signer }: { readonly plan: Plan; readonly signer: string | null }) {
  const format = useFormat();
  const { boards, items } = toPlanScope(plan);
  return (
    <div>
      <p className={styles.statement}>
        I{signer === null ? "" : `, ${signer},`} approve plan{" "}
        <code title={plan.hash}>{shortHash(plan.hash)}</code>: {format.count(items, "item")} on{" "}
        {format.count(boards.length, "board")} in {plan.workspace.name}.
      </p>
      <Disclosure summary="What this plan writes and what stays behind">
        {() => <Scope plan={plan} />}
      </Disclosure>
    </div>
  );
}
