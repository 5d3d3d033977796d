import userEvent from "@testing-library/user-event";
import type { MigrationView, Plan, SampleView, SignOffView } from "../../../lib/contract.ts";
import { buildPlan } from "../../../lib/testing/build-plan.ts";
import { buildMe, buildMigration } from "../../../lib/testing/builders.ts";
import { renderScreen } from "../../../lib/testing/render-screen.tsx";
import { scriptApi } from "../../../lib/testing/script-api.ts";
import { SampleScreen } from "../SampleScreen.tsx";
import { buildDiffPage, buildDiffRow, buildSample, buildSignOff, buildSpotCheck } from "./build-sample.ts";

export interface Scene {
  readonly view?: SampleView;
  readonly signOff?: SignOffView;
  readonly plan?: Plan;
  readonly migration?: Partial<MigrationView>;
  readonly isAdmin?: boolean;
  readonly answers?: Parameters<typeof scriptApi>[0];
}

/** The screen with a finished sample, or with what the scene says otherwise. */
export function openSample(scene: Scene = {}) {
  const script = scriptApi({
    "GET /migrations/m1/sample": { body: scene.view ?? buildSample() },
    "GET /migrations/m1/plan": { body: scene.plan ?? buildPlan() },
    "GET /migrations/m1/sign-off": { body: scene.signOff ?? buildSignOff() },
    "GET /migrations/m1/diff?offset=0&limit=100": { body: buildDiffPage([buildDiffRow()]) },
    "GET /migrations/m1/spot-check": { body: buildSpotCheck() },
    "POST /migrations/m1/runs": { status: 201, body: { id: "r8" } },
    ...scene.answers,
  });
  const isAdmin = scene.isAdmin ?? true;
  const me = buildMe(
    isAdmin
      ? { user: { id: "500", role: "admin" } }
      : { user: { id: "9", role: "viewer" }, mayChange: false },
  );
  const migration = buildMigration({ step: "sample", ...scene.migration });
  const rendered = renderScreen(
    <SampleScreen
      migration={migration}
      me={me}
      ColumnCard={({ place }) => (place === null ? null : <p>Card of {place.column}</p>)}
    />,
    script.api,
  );
  const bodyOf = (line: string) => script.calls.find((call) => call.line === line)?.body;
  return { ...rendered, ...script, bodyOf, user: userEvent.setup() };
}
