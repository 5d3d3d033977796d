import { Button, Checkbox } from "@vibe/core";
import { useState } from "react";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { Note } from "../../../components/Note.tsx";
import { Skeletons } from "../../../components/Skeletons.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { RollbackOptions, RollbackPreview, RollbackScope } from "../../../lib/contract.ts";
import { durationInWords } from "../../../lib/format.ts";
import { useRollbackPreview } from "../../../lib/queries/rollback.ts";
import { useStartRun } from "../../../lib/queries/runs.ts";
import { PreviewView } from "./PreviewView.tsx";
import styles from "./Rollback.module.css";
import { toTouchedCount } from "./rollback-words.ts";

export interface PreviewPanelProps {
  readonly migrationId: string;
  readonly scope: RollbackScope;
  /** False shows the preview without the way to start. */
  readonly isAdmin: boolean;
  /** Why nothing can be started now. */
  readonly busyReason: string | null;
  /** Called once a run has been started. */
  readonly onStarted: () => void;
}

/** The preview of a rollback of this scope, and starting it once it has been looked at. */
export function PreviewPanel({ migrationId, scope, isAdmin, busyReason, onStarted }: PreviewPanelProps) {
  const preview = useRollbackPreview(migrationId, scope, { enabled: busyReason === null });
  const start = useStartRun(migrationId);
  const begin = (options: Omit<RollbackOptions, "scope">) =>
    start.mutate(
      { kind: "rollback", options: { rollback: { scope, ...options } } },
      { onSuccess: onStarted },
    );
  if (busyReason !== null && preview.data === undefined) {
    return (
      <Note tone="wait">
        <p>{busyReason} The preview can be made when that has ended.</p>
      </Note>
    );
  }
  if (preview.error !== null) {
    return <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />;
  }
  if (preview.data === undefined || preview.isFetching) {
    return <Skeletons label="Reading monday for the preview" shapes={["heading", "line", "line", "card"]} />;
  }
  return (
    <div className={styles.panel}>
      {preview.data.state === "nothing" ? (
        <p className={styles.text}>There is nothing in monday that could be taken back here.</p>
      ) : null}
      {preview.data.state === "needs_reading" ? (
        <NeedsReading
          preview={preview.data}
          isAdmin={isAdmin}
          isBusy={start.isPending || busyReason !== null}
          onRead={() => begin({ previewOnly: true })}
        />
      ) : null}
      {preview.data.state === "ready" ? (
        <Ready
          preview={preview.data}
          isAdmin={isAdmin}
          isStarting={start.isPending}
          busyReason={busyReason}
          onConfirm={(includeTouched) => begin(includeTouched ? { includeTouched } : {})}
        />
      ) : null}
      {start.error === null ? null : <ErrorNotice error={start.error} />}
    </div>
  );
}

interface NeedsReadingProps {
  readonly preview: RollbackPreview;
  readonly isAdmin: boolean;
  readonly isBusy: boolean;
  readonly onRead: () => void;
}

function NeedsReading({ preview, isAdmin, isBusy, onRead }: NeedsReadingProps) {
  return (
    <div className={styles.part}>
      <p className={styles.text}>
        To say what can be taken back, Portage reads everything from monday first (
        {durationInWords(preview.estimate.readSeconds)}). Nothing is changed by that.
      </p>
      {isAdmin ? (
        <div>
          <Button size="small" kind="secondary" disabled={isBusy} onClick={onRead}>
            Read monday first
          </Button>
        </div>
      ) : (
        <p className={styles.quiet}>Only an admin can have that done.</p>
      )}
    </div>
  );
}

interface ReadyProps extends Omit<ConfirmProps, "includeTouched" | "onIncludeTouched"> {
  readonly isAdmin: boolean;
}

/** The preview, which follows what is ticked below it. */
function Ready({ isAdmin, ...props }: ReadyProps) {
  const [includeTouched, setIncludeTouched] = useState(false);
  return (
    <>
      <PreviewView preview={props.preview} includeTouched={includeTouched} />
      {isAdmin ? (
        <Confirm {...props} includeTouched={includeTouched} onIncludeTouched={setIncludeTouched} />
      ) : null}
    </>
  );
}

interface ConfirmProps {
  readonly preview: RollbackPreview;
  readonly isStarting: boolean;
  readonly busyReason: string | null;
  readonly includeTouched: boolean;
  readonly onIncludeTouched: (includeTouched: boolean) => void;
  readonly onConfirm: (includeTouched: boolean) => void;
}

/** The last step: what people touched, that the list was read, and the red button. */
function Confirm(props: ConfirmProps) {
  const { preview, isStarting, busyReason, includeTouched, onIncludeTouched, onConfirm } = props;
  const format = useFormat();
  const [hasRead, setHasRead] = useState(false);
  const touched = toTouchedCount(preview);
  const reason = busyReason ?? (hasRead ? null : "Tick that you have read the list first.");
  return (
    <div className={styles.confirm}>
      {touched > 0 ? (
        <Checkbox
          label={`Take back what people have touched as well (${format.number(touched)})`}
          checked={includeTouched}
          onChange={(event) => {
            onIncludeTouched(event.target.checked);
            // The list above is another one now.
            setHasRead(false);
          }}
        />
      ) : null}
      {includeTouched ? (
        <Note tone="warning">
          <p>
            What people entered, wrote or linked there since the import is lost with it. Only items can be
            fetched back from monday's recycle bin, for 30 days; values that were overwritten cannot.
          </p>
        </Note>
      ) : null}
      <Checkbox
        label="I have read what will be removed, and what will stay."
        checked={hasRead}
        onChange={(event) => setHasRead(event.target.checked)}
      />
      <Button
        color="negative"
        loading={isStarting}
        disabled={reason !== null}
        onClick={() => onConfirm(includeTouched)}
      >
        Take it back now
      </Button>
      {reason === null ? null : <p className={styles.quiet}>{reason}</p>}
    </div>
  );
}
