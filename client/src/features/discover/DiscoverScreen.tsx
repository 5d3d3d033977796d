import { useState } from "react";
import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page } from "../../components/Page.tsx";
import { ScreenSkeleton } from "../../components/Skeletons.tsx";
import { useRun } from "../../lib/queries/runs.ts";
import { isRunOver, latestRunId } from "../../lib/run-state.ts";
import type { ScreenProps } from "../../lib/screen.ts";
import { Found } from "./Found.tsx";
import { Reading } from "./Reading.tsx";
import { StartReading } from "./StartReading.tsx";

/** What is in the account: started here, watched while it is read, then laid out. */
export function DiscoverScreen({ migration, me }: ScreenProps) {
  const runId = latestRunId(migration, "discover");
  const run = useRun(runId);
  const [again, setAgain] = useState(false);
  if (runId === null || (again && me.mayChange)) {
    return (
      <StartReading
        migration={migration}
        me={me}
        isRepeat={runId !== null}
        onStarted={() => setAgain(false)}
        onCancel={() => setAgain(false)}
      />
    );
  }
  if (run.isPending) {
    return (
      <Page>
        <ScreenSkeleton label="Loading what was found" />
      </Page>
    );
  }
  if (run.data === undefined) {
    return (
      <Page>
        <ErrorNotice error={run.error} onRetry={() => void run.refetch()} />
      </Page>
    );
  }
  const finished = isRunOver(run.data) && run.data.state !== "failed" && run.data.state !== "cancelled";
  if (finished) return <Found migration={migration} me={me} onReadAgain={() => setAgain(true)} />;
  return <Reading migration={migration} me={me} run={run.data} onReadAgain={() => setAgain(true)} />;
}
