import { Button } from "@vibe/core";
import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "../../../components/ConfirmDialog.tsx";
import { Disclosure } from "../../../components/Disclosure.tsx";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { Note } from "../../../components/Note.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { DeltaView as View } from "../../../lib/contract.ts";
import styles from "../components/Result.module.css";
import { DeltaSettings, type DeltaSettingsProps } from "./DeltaSettings.tsx";
import { toCostNote, toWindowFacts } from "./delta-words.ts";
import { Rounds } from "./Rounds.tsx";

export interface DeltaViewProps {
  readonly view: View;
  readonly sourceTitle: string;
  readonly now: Date;
  /** Null for those who may only look. */
  readonly act: {
    readonly onLook: (options: { readonly final: boolean }) => Promise<unknown>;
    readonly isStarting: boolean;
    readonly startError: ShownFailure | null;
    /** Why nothing can be started now. */
    readonly busyReason: string | null;
    readonly settings: Omit<DeltaSettingsProps, "view">;
    /** A form for a new key, when it stopped for want of one. */
    readonly newKey: ReactNode;
  } | null;
}

/** The window after the import: when Portage looks for changes, what it found, and looking now. */
export function DeltaView({ view, sourceTitle, now, act }: DeltaViewProps) {
  const format = useFormat();
  const isFrozen = view.checklist.some(({ key, done }) => key === "source_frozen" && done);
  const hadFinal = view.rounds.some(({ final }) => final);
  return (
    <div className={styles.stack}>
      <p className={styles.text}>{view.stateText}</p>
      <ul className={styles.details}>
        {toWindowFacts(view, format, now).map((fact) => (
          <li key={fact}>{fact}</li>
        ))}
      </ul>
      {view.stopped === null ? null : <ErrorNotice error={view.stopped} />}
      {act?.newKey}
      {view.state === "open" && !isFrozen && !hadFinal ? (
        <Note>
          <p>
            Before the final round, ask everybody to stop changing things in {sourceTitle}. Until then, both
            systems can be used; Portage brings over what changes.
          </p>
        </Note>
      ) : null}
      {act === null ? null : <Looks view={view} sourceTitle={sourceTitle} isFrozen={isFrozen} act={act} />}
      {view.rounds.length === 0 ? null : (
        <Disclosure summary={`What earlier looks found (${format.number(view.rounds.length)})`}>
          {() => <Rounds rounds={view.rounds} />}
        </Disclosure>
      )}
      {act === null ? null : (
        <Disclosure summary="How often and how long">
          {() => <DeltaSettings view={view} {...act.settings} />}
        </Disclosure>
      )}
    </div>
  );
}

interface LooksProps {
  readonly view: View;
  readonly sourceTitle: string;
  readonly isFrozen: boolean;
  readonly act: NonNullable<DeltaViewProps["act"]>;
}

/** Looking at the source at once, and for the last time. */
function Looks({ view, sourceTitle, isFrozen, act }: LooksProps) {
  const format = useFormat();
  const [asking, setAsking] = useState(false);
  const isDisabled = act.busyReason !== null || act.isStarting;
  return (
    <div className={styles.tight}>
      <div className={styles.buttons}>
        <Button
          size="small"
          kind="secondary"
          disabled={isDisabled}
          onClick={() => void act.onLook({ final: false }).catch(() => undefined)}
        >
          Look for changes now
        </Button>
        <Button size="small" kind="tertiary" disabled={isDisabled} onClick={() => setAsking(true)}>
          Final round…
        </Button>
      </div>
      <p className={styles.quiet}>{act.busyReason ?? toCostNote(view, sourceTitle, format)}</p>
      {act.startError !== null && !asking ? <ErrorNotice error={act.startError} /> : null}
      <ConfirmDialog
        open={asking}
        title="Start the final round?"
        confirmLabel="Start the final round"
        cancelLabel="Not yet"
        busy={act.isStarting}
        error={act.startError}
        onConfirm={() =>
          void act.onLook({ final: true }).then(
            () => setAsking(false),
            () => undefined,
          )
        }
        onCancel={() => setAsking(false)}
      >
        <p>
          Portage brings over what has changed in {sourceTitle} and then stops looking by itself. Changes made
          in {sourceTitle} after that are not brought over.
        </p>
        {isFrozen ? null : (
          <p>
            You have not ticked yet that nobody changes things in {sourceTitle} any more. Make sure of it
            before you start.
          </p>
        )}
      </ConfirmDialog>
    </div>
  );
}
