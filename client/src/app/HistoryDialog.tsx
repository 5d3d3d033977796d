import { Modal, ModalBasicLayout, ModalContent, ModalHeader } from "@vibe/core";
import { AnyWidthTable } from "../components/AnyWidthTable.tsx";
import { StateChip } from "../components/StateChip.tsx";
import { useFormat } from "../lib/client-context.tsx";
import { type MigrationView, runStates } from "../lib/contract.ts";

export interface HistoryDialogProps {
  readonly migration: MigrationView;
  readonly onClose: () => void;
}

const kindTitles: Readonly<Record<string, string>> = {
  discover: "Read the source",
  sample: "Sample",
  import: "Import",
  verify: "Full check",
  delta: "Look for changes",
  rollback: "Take back",
};

/** Every run of an import, newest first. */
export function HistoryDialog({ migration, onClose }: HistoryDialogProps) {
  const format = useFormat();
  const runs = [...migration.runs].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  return (
    <Modal id={`history-${migration.id}`} show size="medium" closeButtonAriaLabel="Close" onClose={onClose}>
      <ModalBasicLayout>
        <ModalHeader title="History" />
        <ModalContent>
          {runs.length === 0 ? (
            <p>Nothing has been started yet.</p>
          ) : (
            <AnyWidthTable
              label="Runs of this import"
              rows={runs}
              rowKey={(run) => run.id}
              columns={[
                { key: "kind", title: "What", render: (run) => kindTitles[run.kind] ?? run.kind },
                { key: "state", title: "Outcome", render: (run) => <RunState state={run.state} /> },
                { key: "created", title: "Started", render: (run) => format.dateTime(run.createdAt) },
                {
                  key: "ended",
                  title: "Ended",
                  render: (run) => (run.endedAt === null ? "not yet" : format.dateTime(run.endedAt)),
                },
              ]}
            />
          )}
        </ModalContent>
      </ModalBasicLayout>
    </Modal>
  );
}

function RunState({ state }: { readonly state: string }) {
  const known = runStates.find((one) => one === state);
  return known === undefined ? state : <StateChip state={known} />;
}
