import { useState } from "react";
import { Disclosure } from "../../components/Disclosure.tsx";
import { Downloads } from "../../components/Downloads.tsx";
import { Section } from "../../components/Page.tsx";
import { Target, useTarget } from "../../components/Target.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { Outcome, Reconciliation } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { useDelta } from "../../lib/queries/delta.ts";
import { usePlan } from "../../lib/queries/plan.ts";
import { useStartRun } from "../../lib/queries/runs.ts";
import { useVerification } from "../../lib/queries/verification.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { OwnRun } from "./components/OwnRun.tsx";
import type { RecordsFilter } from "./components/Records.tsx";
import { VerifyView } from "./components/VerifyView.tsx";
import { Delta } from "./delta/Delta.tsx";
import { LoadedRecords } from "./LoadedRecords.tsx";
import { toAttention } from "./lib/attention.ts";
import { busyReason } from "./lib/run-words.ts";
import { isUpdatesPhase, toFirstFilter, toRecordsSummary, toSummary } from "./lib/summary.ts";
import { Rollback } from "./rollback/Rollback.tsx";
import { Differences } from "./verification/Differences.tsx";

/** The screen once an import has a result. */
export function LoadedVerify({ migration, me, result }: ScreenProps & { readonly result: Reconciliation }) {
  const verification = useVerification(migration.id, { enabled: true });
  const delta = useDelta(migration.id, { enabled: true });
  const plan = usePlan(migration.id);
  const verify = useStartRun(migration.id);
  const retry = useStartRun(migration.id);
  const records = useTarget();
  const differences = useTarget();
  const changes = useTarget();
  const summary = toSummary(result);
  const [filter, setFilter] = useState<RecordsFilter>(() => ({
    phase: null,
    outcome: toFirstFilter(summary),
  }));
  const format = useFormat();
  const busy = busyReason(migration);
  const isAdmin = me.mayChange;
  // Counts how often the list was asked for, so that it opens again after it was folded by hand.
  const [asked, setAsked] = useState(0);
  const show = (outcome: Outcome) => {
    setFilter({ phase: null, outcome });
    setAsked(asked + 1);
    records.show();
  };
  const importAgain = () =>
    retry.mutate(
      { kind: "import", options: { retryFailed: true } },
      { onSuccess: () => navigate({ name: "migration", migrationId: migration.id, step: "import" }) },
    );
  const hasDifferences =
    verification.data !== undefined &&
    (verification.data.open > 0 || (verification.data.latest?.differences ?? 0) > 0);
  return (
    <VerifyView
      result={result}
      verification={verification.data ?? null}
      verificationError={
        verification.error === null
          ? null
          : { error: verification.error, onRetry: () => void verification.refetch() }
      }
      approval={plan.data?.approval ?? null}
      isAdmin={isAdmin}
      isImporting={migration.activeRun?.kind === "import"}
      busyReason={busy}
      attention={toAttention(
        {
          failed: summary.failed,
          open: verification.data ?? null,
          delta: delta.data ?? null,
          retry: isAdmin && busy === null && !retry.isPending ? importAgain : null,
          onDifferences: differences.show,
          onChanges: changes.show,
        },
        format,
      )}
      run={<OwnRun migration={migration} isAdmin={isAdmin} />}
      differences={
        verification.data !== undefined && hasDifferences ? (
          <Target target={differences}>
            <Section title="Differences">
              <Differences
                migrationId={migration.id}
                sourceTitle={migration.sourceTitle}
                view={verification.data}
                isAdmin={isAdmin}
                busyReason={busy}
              />
            </Section>
          </Target>
        ) : null
      }
      delta={
        <Target target={changes}>
          <Delta migration={migration} isAdmin={isAdmin} userId={me.user.id} />
        </Target>
      }
      records={
        <Target target={records}>
          <Disclosure
            key={asked}
            summary={toRecordsSummary(summary, format)}
            startsOpen={asked > 0 || summary.failed > 0 || summary.pending > 0}
          >
            {() => (
              <LoadedRecords
                migration={migration}
                result={result}
                isAdmin={isAdmin}
                filter={filter}
                onFilter={setFilter}
              />
            )}
          </Disclosure>
        </Target>
      }
      downloads={<Downloads migrationId={migration.id} />}
      rollback={
        <Rollback
          migration={migration}
          isAdmin={isAdmin}
          boards={result.phases
            .filter((phase) => !isUpdatesPhase(phase))
            .map(({ key, title }) => ({ value: key, text: title }))}
        />
      }
      onShowRecords={show}
      verify={{
        run: () => verify.mutate({ kind: "verify" }),
        isBusy: verify.isPending,
        error: verify.error,
      }}
      retryError={retry.error}
    />
  );
}
