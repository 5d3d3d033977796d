import { EmptyState } from "../../../components/EmptyState.tsx";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { Note, ReadOnlyNote } from "../../../components/Note.tsx";
import { Page, StepHeading } from "../../../components/Page.tsx";
import { Stat, Stats } from "../../../components/Stat.tsx";
import { type FooterAction, StickyFooter } from "../../../components/StickyFooter.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Plan } from "../../../lib/contract.ts";
import { durationInWords } from "../../../lib/format.ts";
import { navigate } from "../../../lib/navigation.ts";
import { stepHash } from "../../../lib/route.ts";

export interface StartViewProps {
  readonly plan: Plan;
  /** False for everybody but admins. */
  readonly isAdmin: boolean;
  /** True while another run of this migration is under way. */
  readonly isRunning: boolean;
  readonly start: {
    readonly run: () => void;
    readonly isBusy: boolean;
    readonly error: ShownFailure | null;
  };
}

/** What is needed before an import: where to sign the plan off, and whether it once was. */
function NotApproved({ plan }: { readonly plan: Plan }) {
  return (
    <EmptyState
      title="This plan is not approved yet"
      text={
        plan.approval === null
          ? "Look at a sample of your data and sign the plan off; the import starts after that."
          : `${plan.approval.byName} approved an earlier plan. It was changed since and needs a new sign-off.`
      }
    />
  );
}

function Approved({ plan }: { readonly plan: Plan }) {
  const format = useFormat();
  const { approval, forecast } = plan;
  if (approval === null) return null;
  return (
    <>
      <Note tone="positive">
        <p>
          {approval.byName} approved this plan on {format.dateTime(approval.at)}.
        </p>
      </Note>
      <Stats>
        <Stat label="Items" value={format.number(forecast.items)} />
        <Stat label="Links" value={format.number(forecast.links)} />
        <Stat label="Updates" value={format.number(forecast.updates)} />
        <Stat label="Time" value={durationInWords(forecast.seconds)} small />
      </Stats>
      <p>
        You can close the page while it runs, pause it or cancel it, and take everything back afterwards. What
        a sample has written already is not written twice.
      </p>
      <p>{forecast.bound}</p>
    </>
  );
}

function toPrimary({ plan, isAdmin, isRunning, start }: StartViewProps): FooterAction | null {
  if (plan.approval?.current !== true) {
    return {
      label: "Go to the sample and sign-off",
      onClick: () => navigate({ name: "migration", migrationId: plan.migrationId, step: "sample" }),
    };
  }
  if (!isAdmin) return null;
  return {
    label: "Start the import",
    onClick: start.run,
    loading: start.isBusy,
    disabledReason: isRunning ? "A run is under way." : null,
  };
}

/** Before the first import: who approved the plan and what starts now, or the way to the sign-off. */
export function StartView({ plan, isAdmin, isRunning, start }: StartViewProps) {
  const isApproved = plan.approval?.current === true;
  return (
    <>
      <Page>
        <StepHeading title={isApproved ? "Ready to import" : "Import"} />
        {isAdmin ? null : <ReadOnlyNote />}
        {start.error === null ? null : <ErrorNotice error={start.error} />}
        {isApproved ? <Approved plan={plan} /> : <NotApproved plan={plan} />}
      </Page>
      <StickyFooter
        {...(isApproved
          ? { back: { label: "Back to the sample", href: stepHash(plan.migrationId, "sample") } }
          : {})}
        note={isApproved ? `Everything is written to the workspace ${plan.workspace.name}.` : null}
        primary={toPrimary({ plan, isAdmin, isRunning, start })}
      />
    </>
  );
}
