import { useMemo } from "react";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page, StepHeading } from "../../components/Page.tsx";
import { ScreenSkeleton } from "../../components/Skeletons.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import type { Plan } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { useDownload } from "../../lib/queries/downloads.ts";
import { usePlan } from "../../lib/queries/plan.ts";
import { useBoards } from "../../lib/queries/workspaces.ts";
import { stepHash } from "../../lib/route.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { useIsNarrow } from "../../lib/use-is-narrow.ts";
import { PlanView } from "./components/PlanView.tsx";
import { toEditWords } from "./lib/edit-words.ts";
import { whyNotGoOn } from "./lib/readiness.ts";
import { usePlanEditor } from "./use-plan-editor.ts";

function LoadedPlan({ migration, me, saved }: ScreenProps & { readonly saved: Plan }) {
  const editor = usePlanEditor(migration.id, saved);
  const download = useDownload(migration.id);
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
      whyNotGoOn={whyNotGoOn({ plan, isSaving })}
      conflict={
        dropped === null
          ? null
          : { lost: dropped.map((edit) => toEditWords(edit, plan)), onDismiss: editor.dismiss }
      }
      targets={(boards.data ?? []).filter(({ id }) => id === migration.destination.contactsBoardId)}
      now={now}
      onGoOn={() => navigate({ name: "migration", migrationId: migration.id, step: "sample" })}
      scope={{ onDownload: download.mutate, isBusy: download.isPending, error: download.error }}
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
