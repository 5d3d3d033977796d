import { Button } from "@vibe/core";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { ReadOnlyNote } from "../../components/Note.tsx";
import { Page, StepHeading } from "../../components/Page.tsx";
import { ScreenSkeleton } from "../../components/Skeletons.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { Me, MigrationView } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { useInventory } from "../../lib/queries/inventory.ts";
import { usePlan } from "../../lib/queries/plan.ts";
import { stepHash } from "../../lib/route.ts";
import { InventoryView } from "./InventoryView.tsx";

export interface FoundProps {
  readonly migration: MigrationView;
  readonly me: Me;
  readonly onReadAgain: () => void;
}

/** What the account holds, once it has been read. */
export function Found({ migration, me, onReadAgain }: FoundProps) {
  const format = useFormat();
  const inventory = useInventory(migration.id);
  const plan = usePlan(migration.id);
  if (inventory.isPending) {
    return (
      <Page width="wide">
        <ScreenSkeleton label="Loading what was found" />
      </Page>
    );
  }
  if (inventory.isError) {
    return (
      <Page>
        <ErrorNotice error={inventory.error} onRetry={() => void inventory.refetch()} />
      </Page>
    );
  }
  const { data } = inventory;
  return (
    <>
      <Page width="wide">
        <StepHeading title={`${format.count(data.records, "record")} found in ${migration.sourceTitle}`}>
          Read at {format.when(data.readAt, new Date())}
          {data.timezone === null ? "" : `, times of day are in ${data.timezone}`}. Open a row to see its
          fields.
        </StepHeading>
        {me.mayChange ? null : <ReadOnlyNote />}
        <InventoryView inventory={data} plan={plan.data ?? null} planHref={stepHash(migration.id, "plan")} />
      </Page>
      <StickyFooter
        back={{ label: "Back to Connect", href: stepHash(migration.id, "connect") }}
        secondary={
          me.mayChange ? (
            <Button kind="tertiary" onClick={onReadAgain} disabled={migration.activeRun !== null}>
              Read again
            </Button>
          ) : null
        }
        primary={{
          label: "Go to the plan",
          onClick: () => navigate({ name: "migration", migrationId: migration.id, step: "plan" }),
        }}
      />
    </>
  );
}
