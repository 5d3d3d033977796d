import type { Me, MigrationView } from "./contract.ts";

/**
 * What every step of a migration gets. A step is `features/<step>/<Step>Screen.tsx` and exports a component
 * `<Step>Screen` taking these props (`PlanScreen`, `ImportScreen`, `VerifyScreen`); it renders its own
 * `StepHeading` and `StickyFooter`. Buttons that change something are left out when `me.mayChange` is false.
 */
export interface ScreenProps {
  readonly migration: MigrationView;
  readonly me: Me;
}
