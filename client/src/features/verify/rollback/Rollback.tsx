import { useState } from "react";
import { Disclosure } from "../../../components/Disclosure.tsx";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { Section } from "../../../components/Page.tsx";
import type { SelectOption } from "../../../components/SelectField.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { MigrationView, RollbackResult, RollbackScope } from "../../../lib/contract.ts";
import { toScopeQuery, useRollback } from "../../../lib/queries/rollback.ts";
import { busyReason } from "../lib/run-words.ts";
import { Entries } from "./Entries.tsx";
import { PreviewPanel } from "./PreviewPanel.tsx";
import { ResultView } from "./ResultView.tsx";
import styles from "./Rollback.module.css";
import { RollbackScopeChoice } from "./RollbackScopeChoice.tsx";
import { toScopeWords } from "./rollback-words.ts";

export interface RollbackProps {
  readonly migration: MigrationView;
  readonly isAdmin: boolean;
  /** Boards of the import, by key. */
  readonly boards: readonly SelectOption[];
  /** True where the last result is in sight already, and this is about what is left of it. */
  readonly isRepeat?: boolean;
}

/** The quiet corner: the last rollback with its proof, and the way to take the import back, preview first. */
export function Rollback({ migration, isAdmin, boards, isRepeat = false }: RollbackProps) {
  const rollback = useRollback(migration.id);
  const format = useFormat();
  const latest = isRepeat ? null : (rollback.data?.latest ?? null);
  return (
    <Section title="Take it back">
      {rollback.error === null ? null : (
        <ErrorNotice keepsPlace error={rollback.error} onRetry={() => void rollback.refetch()} />
      )}
      {latest !== null && isOfImport(latest) ? (
        <Disclosure summary={`${toScopeWords(latest.scope)} on ${format.dateTime(latest.at)}`}>
          {() => <RollbackOutcome migrationId={migration.id} result={latest} />}
        </Disclosure>
      ) : null}
      <Disclosure summary={isRepeat ? "Take back what is left…" : "Take the import back…"}>
        {() => <Ask migration={migration} isAdmin={isAdmin} boards={boards} />}
      </Disclosure>
    </Section>
  );
}

/** The sample's own rollbacks are shown where the sample is. */
function isOfImport({ scope }: Pick<RollbackResult, "scope">): boolean {
  return scope.kind !== "sample" && scope.kind !== "test";
}

export interface RollbackOutcomeProps {
  readonly migrationId: string;
  readonly result: RollbackResult;
}

/** A rollback's result with its list. */
export function RollbackOutcome({ migrationId, result }: RollbackOutcomeProps) {
  return (
    <ResultView
      result={result}
      entries={() => (
        <Entries
          migrationId={migrationId}
          runId={result.runId}
          first={result.left.length > 0 ? "left" : "removed"}
        />
      )}
    />
  );
}

const runTitles: Readonly<Record<string, string>> = {
  sample: "Sample",
  import: "Import",
  delta: "Look for changes",
};

function Ask({ migration, isAdmin, boards }: Omit<RollbackProps, "isRepeat">) {
  const format = useFormat();
  const [scope, setScope] = useState<RollbackScope>({ kind: "all" });
  const runs = migration.runs
    .filter(({ kind }) => kind === "import" || kind === "delta")
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .map(({ id, kind, createdAt }) => ({
      value: id,
      text: `${runTitles[kind] ?? kind}, ${format.dateTime(createdAt)}`,
    }));
  return (
    <div className={styles.panel}>
      <p className={styles.text}>
        Portage removes what it made and gives fields that were there before their old values back. What
        people have touched since stays. Nothing happens before you have seen the list.
      </p>
      <RollbackScopeChoice scope={scope} boards={boards} runs={runs} onChange={setScope} />
      <PreviewPanel
        // Another scope starts with nothing ticked.
        key={JSON.stringify(toScopeQuery(scope))}
        migrationId={migration.id}
        scope={scope}
        isAdmin={isAdmin}
        busyReason={busyReason(migration)}
        onStarted={() => undefined}
      />
    </div>
  );
}
