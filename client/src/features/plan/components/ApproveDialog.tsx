import { Modal, ModalBasicLayout, ModalContent, ModalFooter, ModalHeader } from "@vibe/core";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Finding, Plan } from "../../../lib/contract.ts";
import { durationInWords, pluralOf } from "../../../lib/format.ts";
import { isAsPlanned, toAcceptance } from "../lib/readiness.ts";
import styles from "./ApproveDialog.module.css";
import dialog from "./Dialog.module.css";

export interface ApproveDialogProps {
  readonly isOpen: boolean;
  readonly plan: Plan;
  readonly isBusy: boolean;
  readonly error: ShownFailure | null;
  readonly onApprove: () => void;
  readonly onCancel: () => void;
}

/** "Which currency are your amounts in? EUR": a question with the answer the plan has for it. */
function withAnswer(finding: Finding, plan: Plan): string {
  const chosen = finding.actions.find(({ edits }) => isAsPlanned(plan, edits));
  if (chosen === undefined) return finding.title;
  return `${finding.title}${finding.title.endsWith("?") ? "" : ":"} ${chosen.label}`;
}

function Accepted({ plan }: { readonly plan: Plan }) {
  const format = useFormat();
  const accepted = toAcceptance(plan);
  return (
    // The dialog scrolls when the list is long; what scrolls must be reachable by keyboard.
    <section
      className={styles.body}
      aria-label="What you approve"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
    >
      <p>
        {format.count(accepted.records, "record")} become {format.count(accepted.items, "item")} on{" "}
        {format.count(accepted.boards.length, "board")} in {plan.workspace.name}. A record that goes to two
        boards counts on both.
      </p>
      <p>
        It takes {durationInWords(plan.forecast.seconds)} and {format.count(plan.forecast.calls, "call")} to
        monday, from making the boards to the final check. {plan.forecast.bound} You can pause or cancel at
        any time.
      </p>
      <ul aria-label="Boards that will be written">
        {accepted.boards.map((board) => (
          <li key={board.key}>
            {board.title}: {format.count(board.items, "item")}
            {board.target.mode === "existing" ? ` on your board “${board.target.boardName}”` : ", new board"}
          </li>
        ))}
      </ul>
      {accepted.accepted.length === 0 ? null : (
        <>
          <p className={styles.title}>With it you accept</p>
          <ul aria-label="What you accept">
            {accepted.accepted.map((finding) => (
              <li key={finding.id}>{withAnswer(finding, plan)}</li>
            ))}
          </ul>
        </>
      )}
      <ul aria-label="What stays behind">
        {accepted.peopleWithoutUser === 0 ? null : (
          <li>
            {format.count(accepted.peopleWithoutUser, "person", "people")} without a monday user of their own
          </li>
        )}
        {accepted.leftOut.length === 0 ? null : (
          <li>Left out: {accepted.leftOut.map((board) => board.title).join(", ")}</li>
        )}
        {accepted.notMoving === 0 ? null : (
          <li>
            {format.count(accepted.notMoving, "thing")} that {pluralOf(accepted.notMoving, "does", "do")} not
            move, listed under “Not moving”
          </li>
        )}
      </ul>
    </section>
  );
}

/** The last look before anything is written: what is approved, in numbers and in words. */
export function ApproveDialog({ isOpen, plan, isBusy, error, onApprove, onCancel }: ApproveDialogProps) {
  return (
    <Modal
      id="approve-plan"
      className={dialog.dialog ?? ""}
      show={isOpen}
      size="medium"
      onClose={onCancel}
      closeButtonAriaLabel="Not yet"
    >
      <ModalBasicLayout>
        <ModalHeader title="Start the import?" />
        <ModalContent>
          <Accepted plan={plan} />
          {error === null ? null : <ErrorNotice error={error} />}
        </ModalContent>
      </ModalBasicLayout>
      <ModalFooter
        primaryButton={{ text: "Approve and start", onClick: onApprove, loading: isBusy }}
        secondaryButton={{ text: "Not yet", onClick: onCancel }}
      />
    </Modal>
  );
}
