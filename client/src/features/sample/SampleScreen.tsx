import { type ComponentType, useCallback, useState } from "react";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page, StepHeading } from "../../components/Page.tsx";
import { ScreenSkeleton } from "../../components/Skeletons.tsx";
import type { FooterAction } from "../../components/StickyFooter.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { Plan, SampleView as SampleViewOf } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import type { DiffFilter } from "../../lib/queries/diff.ts";
import { usePlan } from "../../lib/queries/plan.ts";
import { useSample } from "../../lib/queries/sample.ts";
import { useApprovePlan, useSignOff } from "../../lib/queries/sign-off.ts";
import { stepHash } from "../../lib/route.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { RemoveDialog } from "./components/RemoveDialog.tsx";
import { SampleView } from "./components/SampleView.tsx";
import { SignOff } from "./components/sign-off/SignOff.tsx";
import { LoadedDiff } from "./LoadedDiff.tsx";
import { LoadedSpotCheck } from "./LoadedSpotCheck.tsx";
import { type NextAction, toNextAction, whyNotRun } from "./lib/next-action.ts";
import { toFooterNote } from "./lib/words.ts";
import { hasImport, useSampleRuns, useShownRun } from "./use-sample-runs.ts";
import { useTicks } from "./use-ticks.ts";

interface Place {
  readonly board: string;
  readonly column: string;
}

export interface SampleScreenProps extends ScreenProps {
  /** The plan's card of a column, which belongs to another feature. */
  readonly ColumnCard: ComponentType<{
    readonly saved: Plan;
    readonly place: Place | null;
    readonly mayEdit: boolean;
    readonly onClose: () => void;
  }>;
}

interface Acts {
  readonly onRun: () => void;
  readonly onApprove: () => void;
  readonly onImport: () => void;
  readonly isBusy: boolean;
}

function toPrimary(next: NextAction, acts: Acts): FooterAction | null {
  const common = { loading: acts.isBusy };
  switch (next.kind) {
    case "run":
      return {
        ...common,
        label: next.again ? "Run the sample again" : "Run the sample",
        onClick: acts.onRun,
        disabledReason: next.reason,
      };
    case "approve":
      return {
        ...common,
        label: "Approve and sign off",
        onClick: acts.onApprove,
        disabledReason: next.reason,
      };
    case "import":
      return { label: "Go on to the import", onClick: acts.onImport, disabledReason: next.reason };
    case "none":
      return null;
  }
}

interface LoadedProps extends SampleScreenProps {
  readonly view: SampleViewOf;
  readonly plan: Plan;
}

function LoadedSample({ migration, me, view, plan, ColumnCard }: LoadedProps) {
  const format = useFormat();
  const signOff = useSignOff(migration.id);
  const approve = useApprovePlan(migration.id);
  const run = useShownRun(migration);
  const isImported = hasImport(migration);
  const runs = useSampleRuns(migration, view);
  const [filter, setFilter] = useState<DiffFilter>({});
  const [fixing, setFixing] = useState<Place | null>(null);
  const ticks = useTicks(migration.id, `${signOff.data?.planHash} ${signOff.data?.sample?.runId}`);
  const fix = useCallback(({ board, column }: Place) => setFixing({ board, column }), []);
  const { activeRun } = migration;
  const mayEdit = me.mayChange && activeRun === null;
  const next: NextAction =
    signOff.data === undefined
      ? { kind: "none" }
      : toNextAction({
          isAdmin: me.mayChange,
          activeRun,
          plan,
          sample: view,
          signOff: signOff.data,
          accepted: ticks.accepted,
          withoutSample: ticks.withoutSample,
        });
  // A sample of the changed plan is about what changed; the first one is about everything.
  const onRun = () => runs.run(() => setFilter(view.state === "stale" ? { changed: true } : {}));
  const onApprove = () => {
    if (signOff.data !== undefined)
      approve.mutate({ hash: signOff.data.planHash, accepted: [...ticks.accepted] });
  };
  const isOnBoards = view.landing === "boards";
  const mayRemove = mayEdit && view.removable > 0 && !(isOnBoards && isImported);
  return (
    <>
      <SampleView
        migrationId={migration.id}
        view={view}
        run={run}
        isAdmin={me.mayChange}
        choice={{ wish: runs.wish, onWish: runs.setWish, isImported }}
        whyNotRun={whyNotRun({ plan, activeRun })}
        onRun={onRun}
        isStarting={runs.isStarting}
        mayRepeat={signOff.data !== undefined && next.kind !== "run"}
        error={runs.startError}
        onRemove={mayRemove ? runs.removal.ask : null}
        onShowVerdict={(verdict) => setFilter({ verdict })}
        diff={
          <LoadedDiff
            migrationId={migration.id}
            view={view}
            filter={filter}
            onFilter={setFilter}
            sourceTitle={migration.sourceTitle}
            mayEdit={mayEdit}
            onFix={fix}
          />
        }
        spotCheck={<LoadedSpotCheck migrationId={migration.id} sourceTitle={migration.sourceTitle} me={me} />}
        signOff={
          <SignOff
            plan={plan}
            signOff={signOff.data ?? null}
            signer={plan.assignable.find(({ id }) => id === me.user.id)?.name ?? null}
            isAdmin={me.mayChange}
            error={signOff.error}
            onRetry={() => void signOff.refetch()}
            accepted={ticks.accepted}
            onAccept={ticks.accept}
            onFix={fix}
            withoutSample={ticks.withoutSample}
            onWithoutSample={ticks.goWithoutSample}
            refusal={approve.error}
          />
        }
        isSignOffDue={plan.approval?.current === true || (signOff.data?.sample ?? null) !== null}
        mayShowSignOff={next.kind === "approve" && next.reason !== null}
        primary={toPrimary(next, {
          onRun,
          onApprove,
          onImport: () => navigate({ name: "migration", migrationId: migration.id, step: "import" }),
          isBusy: runs.isStarting || approve.isPending,
        })}
        note={toFooterNote({ next, wish: runs.wish, view, plan }, format)}
      />
      <RemoveDialog view={view} {...runs.removal} />
      <ColumnCard saved={plan} place={fixing} mayEdit={mayEdit} onClose={() => setFixing(null)} />
    </>
  );
}

/** The step "Sample": a part of the data in monday, compared field by field, and the sign-off of the plan. */
export function SampleScreen(props: SampleScreenProps) {
  const { id } = props.migration;
  const sample = useSample(id);
  const plan = usePlan(id);
  if (sample.data !== undefined && plan.data !== undefined) {
    return <LoadedSample {...props} view={sample.data} plan={plan.data} />;
  }
  const error = sample.error ?? plan.error;
  const retry = () => {
    void sample.refetch();
    void plan.refetch();
  };
  return (
    <>
      <Page width="wide">
        {error === null ? (
          <ScreenSkeleton label="Loading the sample" />
        ) : (
          <>
            <StepHeading title="See it work on your own data first" />
            <ErrorNotice error={error} onRetry={retry} />
          </>
        )}
      </Page>
      <StickyFooter back={{ label: "Back to the plan", href: stepHash(id, "plan") }} />
    </>
  );
}
