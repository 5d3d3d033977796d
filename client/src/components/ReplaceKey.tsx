import type { MigrationView, RunView } from "../lib/contract.ts";
import { useReplaceCredentials } from "../lib/queries/connections.ts";
import { useRunCommand } from "../lib/queries/runs.ts";
import { useSources } from "../lib/queries/sources.ts";
import { ErrorNotice } from "./ErrorNotice.tsx";
import styles from "./KeyForm.module.css";
import { KeyForm } from "./KeyForm.tsx";
import { Note } from "./Note.tsx";
import { Skeletons } from "./Skeletons.tsx";

export interface ReplaceKeyProps {
  readonly migration: MigrationView;
  /** A run that stands still for want of a key; it goes on once the new key works. */
  readonly run?: RunView;
}

/** Takes a new key for the source of an import, checks it live and puts it in the place of the old one. */
export function ReplaceKey({ migration, run }: ReplaceKeyProps) {
  const sources = useSources();
  const replace = useReplaceCredentials(migration.connectionId);
  const command = useRunCommand(run ?? null);
  const source = sources.data?.find((one) => one.kind === migration.source);
  if (sources.isError) {
    return <ErrorNotice error={sources.error} onRetry={() => void sources.refetch()} />;
  }
  if (source === undefined) return <Skeletons label="Loading the form" shapes={["line", "card"]} />;
  const goesOn = run?.can.includes("resume") === true;
  const resume = () => command.mutate("resume");
  if (replace.isSuccess) {
    if (command.error) return <ErrorNotice error={command.error} onRetry={resume} />;
    return (
      <Note tone="positive">
        The new key works and is in use.{goesOn ? " Portage goes on where it stopped." : ""}
      </Note>
    );
  }
  return (
    <div className={styles.form}>
      <Note>
        Use a key of the same {source.title} account: a key of another one would mix two businesses. If you
        used a second key, enter it again too.
      </Note>
      <KeyForm
        source={source}
        checking={replace.isPending}
        error={replace.error}
        submitLabel={goesOn ? "Use this key and go on" : "Use this key"}
        onCheck={(credentials) => replace.mutate({ credentials }, { onSuccess: () => goesOn && resume() })}
      />
    </div>
  );
}

const keyCodes: ReadonlySet<string> = new Set([
  "source.key_dead",
  "connection.key_refused",
  "connection.plan_without_api",
]);

/** True for failures that another key remedies. */
export function isKeyCode(code: string): boolean {
  return keyCodes.has(code);
}

/** True when a run stopped because of its key: another one lets it go on. */
export function wantsNewKey(run: RunView): boolean {
  return run.failure !== null && isKeyCode(run.failure.code);
}
