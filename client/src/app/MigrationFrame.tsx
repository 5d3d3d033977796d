import { Suspense } from "react";
import { ErrorNotice } from "../components/ErrorNotice.tsx";
import { MigrationChip } from "../components/MigrationChip.tsx";
import { Page, StepHeading } from "../components/Page.tsx";
import { ScreenSkeleton } from "../components/Skeletons.tsx";
import { StepsHeader } from "../components/StepsHeader.tsx";
import type { Me, MigrationView } from "../lib/contract.ts";
import { useMigration } from "../lib/queries/migrations.ts";
import { type Step, stepHash, steps, stepTitles } from "../lib/route.ts";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { Header } from "./Header.tsx";
import { MainArea } from "./MainArea.tsx";
import { MigrationMenu } from "./MigrationMenu.tsx";
import { stepScreens } from "./screens.ts";

export interface MigrationFrameProps {
  readonly me: Me;
  readonly migrationId: string;
  /** Null opens the step where things stand. */
  readonly step: Step | null;
}

/** Header, steps and the screen of one step of a migration. */
export function MigrationFrame({ me, migrationId, step }: MigrationFrameProps) {
  const migration = useMigration(migrationId);
  if (migration.isPending) {
    return (
      <Page>
        <ScreenSkeleton label="Loading the import" />
      </Page>
    );
  }
  if (migration.data === undefined) {
    return (
      <Page>
        <ErrorNotice
          error={migration.error}
          onRetry={() => void migration.refetch()}
          actions={<a href="#/home">All imports</a>}
        />
      </Page>
    );
  }
  return <Frame me={me} migration={migration.data} current={step ?? migration.data.step} />;
}

interface FrameProps {
  readonly me: Me;
  readonly migration: MigrationView;
  readonly current: Step;
}

function Frame({ me, migration, current }: FrameProps) {
  return (
    <>
      <Header
        name={migration.name}
        sourceTitle={migration.sourceTitle}
        chip={<MigrationChip migration={migration} />}
        menu={<MigrationMenu migration={migration} mayChange={me.mayChange} />}
      />
      <StepsHeader
        migrationId={migration.id}
        current={current}
        stands={migration.step}
        reached={migration.reached}
      />
      <MainArea>
        <ErrorBoundary key={current}>
          <Suspense
            fallback={
              <Page>
                <ScreenSkeleton label={`Loading ${stepTitles[current]}`} />
              </Page>
            }
          >
            <StepScreen me={me} migration={migration} current={current} />
          </Suspense>
        </ErrorBoundary>
      </MainArea>
    </>
  );
}

function StepScreen({ me, migration, current }: FrameProps) {
  const { reached } = migration;
  if (steps.indexOf(current) > steps.indexOf(reached)) {
    return (
      <Page>
        <StepHeading title={`${stepTitles[current]} comes later`}>{migration.stepText}</StepHeading>
        <p>
          <a href={stepHash(migration.id, reached)}>Go to {stepTitles[reached]}</a>
        </p>
      </Page>
    );
  }
  const Screen = stepScreens[current];
  return <Screen migration={migration} me={me} />;
}
