import { Downloads } from "../../components/Downloads.tsx";
import { ReadOnlyNote } from "../../components/Note.tsx";
import { Page, Section, StepHeading } from "../../components/Page.tsx";
import { StickyFooter } from "../../components/StickyFooter.tsx";
import type { RollbackResult } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { stepHash } from "../../lib/route.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { OwnRun } from "./components/OwnRun.tsx";
import { Rollback, RollbackOutcome } from "./rollback/Rollback.tsx";

/** The step after everything was taken back: the proof, what stayed, and the way to import anew. */
export function TakenBack({ migration, me, result }: ScreenProps & { readonly result: RollbackResult }) {
  const isUnfinished = !result.proof.proven || result.left.length > 0;
  return (
    <>
      <Page width="wide">
        <StepHeading title="The import was taken back" />
        {me.mayChange ? null : <ReadOnlyNote />}
        <OwnRun migration={migration} isAdmin={me.mayChange} />
        <RollbackOutcome migrationId={migration.id} result={result} />
        <Section title="To keep">
          <Downloads migrationId={migration.id} />
        </Section>
        {isUnfinished ? <Rollback migration={migration} isAdmin={me.mayChange} boards={[]} isRepeat /> : null}
      </Page>
      <StickyFooter
        back={{ label: "Back to the import", href: stepHash(migration.id, "import") }}
        note="Your data in the source was never touched. You can change the plan and import again."
        primary={{
          label: "Go to the plan",
          onClick: () => navigate({ name: "migration", migrationId: migration.id, step: "plan" }),
        }}
      />
    </>
  );
}
