import { useMemo } from "react";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page, StepHeading } from "../../components/Page.tsx";
import { ScreenSkeleton } from "../../components/Skeletons.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import type { Plan } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { useApprovePlan, usePlan } from "../../lib/queries/plan.ts";
import { useStartRun } from "../../lib/queries/runs.ts";
import { useBoards } from "../../lib/queries/workspaces.ts";
import { stepHash } from "../../lib/route.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { PlanView } from "./components/PlanView.tsx";
import { toEditWords } from "./lib/edit-words.ts";
import { whyNotStart } from "./lib/readiness.ts";
import { useIsNarrow } from "./use-is-narrow.ts";
import { usePlanEditor } from "./use-plan-editor.ts";

/** Approves exactly this plan if that is still to be done, starts the import and goes to its page. */
function useApproveAndStart(plan: Plan) {
  const approve = useApprovePlan(plan.migrationId);
  const start = useStartRun(plan.migrationId);
  const begin = () =>
    start.mutate(
      { kind: "import" },
      {
        onSuccess: () => navigate({ name: "migration", migrationId: plan.migrationId, step: "import" }),
      },
    );
  return {
    run: () => {
      if (plan.approval?.current === true) begin();
      else approve.mutate({ hash: plan.hash }, { onSuccess: begin });
    },
    isBusy: approve.isPending || start.isPending,
    error: approve.error ?? start.error,
    reset: () => {
      approve.reset();
      start.reset();
    },
  };
}

function LoadedPlan({ migration, me, saved }: ScreenProps & { readonly saved: Plan }) {
  const editor = usePlanEditor(migration.id, saved);
  const start = useApproveAndStart(saved);
  const boards = useBoards(saved.workspace.id);
  const isNarrow = useIsNarrow();
  const isRunning = migration.activeRun !== null;
  const { plan, isSaving, dropped } = editor;
  const now = useMemo(() => new Date(), []);
  return (
    <PlanView
      plan={plan}
      editing={{ edit: editor.edit, refusal: editor.refusal, mayEdit: me.mayChange && !isRunning }}
      viewerId={me.user.id}
      isAdmin={me.mayChange}
      isNarrow={isNarrow}
      whyNotStart={whyNotStart({ plan, isAdmin: me.mayChange, isSaving, isRunning })}
      conflict={
        dropped === null
          ? null
          : { lost: dropped.map((edit) => toEditWords(edit, plan)), onDismiss: editor.dismiss }
      }
      targets={(boards.data ?? []).filter(({ id }) => id === migration.destination.contactsBoardId)}
      now={now}
      start={start}
    />
  );
}

/** The step "Plan": waits for the plan, then shows it. */
export function PlanScreen({ migration, me }: ScreenProps) {
  const plan = usePlan(migration.id);
  if (plan.data !== undefined) return <LoadedPlan migration={migration} me={me} saved={plan.data} />;
  return (
    <>
      <Page width="wide">
        {plan.error === null ? (
          <ScreenSkeleton label="Loading the plan" />
        ) : (
          <>
            <StepHeading title="What your boards will look like" />
            <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />
          </>
        )}
      </Page>
      <StickyFooter back={{ label: "Back to Discover", href: stepHash(migration.id, "discover") }} />
    </>
  );
}
