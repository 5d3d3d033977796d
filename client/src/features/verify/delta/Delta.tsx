import { useState } from "react";
import { Disclosure } from "../../../components/Disclosure.tsx";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { Section } from "../../../components/Page.tsx";
import { isKeyCode, ReplaceKey } from "../../../components/ReplaceKey.tsx";
import { Skeletons } from "../../../components/Skeletons.tsx";
import type { MigrationView, DeltaView as View } from "../../../lib/contract.ts";
import { useChangeDelta, useDelta } from "../../../lib/queries/delta.ts";
import { useStartRun } from "../../../lib/queries/runs.ts";
import { busyReason } from "../lib/run-words.ts";
import { Checklist, type ChecklistProps } from "./Checklist.tsx";
import { Conflicts } from "./Conflicts.tsx";
import { DeltaView } from "./DeltaView.tsx";

export interface DeltaProps {
  readonly migration: MigrationView;
  readonly isAdmin: boolean;
  /** User id of the one who looks. */
  readonly userId: string;
}

/** What happens between the import and the day the old system is switched off. */
export function Delta({ migration, isAdmin, userId }: DeltaProps) {
  const delta = useDelta(migration.id, { enabled: true });
  if (delta.data !== undefined) {
    return <Loaded migration={migration} isAdmin={isAdmin} userId={userId} view={delta.data} />;
  }
  return (
    <Section title="Changes since the import">
      {delta.error === null ? (
        <Skeletons label="Loading the changes since the import" shapes={["line", "short", "row"]} />
      ) : (
        <ErrorNotice keepsPlace error={delta.error} onRetry={() => void delta.refetch()} />
      )}
    </Section>
  );
}

function Loaded({ migration, isAdmin, userId, view }: DeltaProps & { readonly view: View }) {
  const { sourceTitle } = migration;
  const start = useStartRun(migration.id);
  // Two of them, so that a failure shows where it arose.
  const settings = useChangeDelta(migration.id);
  const tick = useChangeDelta(migration.id);
  const [now] = useState(() => new Date());
  const conflicts = { migrationId: migration.id, sourceTitle, isAdmin };
  return (
    <>
      <Section title="Changes since the import">
        <DeltaView
          view={view}
          sourceTitle={sourceTitle}
          now={now}
          act={
            isAdmin
              ? {
                  onLook: ({ final }) =>
                    start.mutateAsync({ kind: "delta", ...(final ? { options: { final } } : {}) }),
                  isStarting: start.isPending,
                  startError: start.error,
                  busyReason: busyReason(migration),
                  settings: {
                    isBusy: settings.isPending,
                    error: settings.error,
                    onChange: (change) => settings.mutate(change),
                  },
                  newKey:
                    view.stopped !== null && isKeyCode(view.stopped.code) ? (
                      <ReplaceKey migration={migration} />
                    ) : null,
                }
              : null
          }
        />
      </Section>
      {view.conflictsOpen > 0 || hadAny(view, "conflicts") ? (
        <Section title="Changed on both sides" note={toOpenNote(view.conflictsOpen)}>
          <Conflicts {...conflicts} kind="field" open={view.conflictsOpen} />
        </Section>
      ) : null}
      {view.deletedOpen > 0 || hadAny(view, "deletedInSource") ? (
        <Section title={`Gone from ${sourceTitle}`} note={toOpenNote(view.deletedOpen)}>
          <Conflicts {...conflicts} kind="deleted" open={view.deletedOpen} />
        </Section>
      ) : null}
      {view.checklist.length > 0 ? (
        <Switching
          entries={view.checklist}
          onTick={isAdmin ? (key, done) => tick.mutate({ tick: { key, done } }) : null}
          isBusy={tick.isPending}
          error={tick.error}
          userId={userId}
        />
      ) : null}
    </>
  );
}

/** The checklist; folded away for whoever comes when all of it is done, and never while somebody ticks the last of it. */
function Switching(props: ChecklistProps) {
  const done = props.entries.filter((entry) => entry.done).length;
  const [isFolded] = useState(done === props.entries.length);
  return (
    <Section title="Switching over" note={`${done} of ${props.entries.length} done`}>
      {isFolded ? (
        <Disclosure summary="The checklist for the switch">{() => <Checklist {...props} />}</Disclosure>
      ) : (
        <Checklist {...props} />
      )}
    </Section>
  );
}

function hadAny(view: View, count: "conflicts" | "deletedInSource"): boolean {
  return view.rounds.some((round) => round[count] > 0);
}

function toOpenNote(open: number): string {
  return open === 0 ? "nothing to decide" : `${open} to decide`;
}
