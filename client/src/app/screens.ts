import type { ComponentType } from "react";
import type { Step } from "../lib/route.ts";
import type { ScreenProps } from "../lib/screen.ts";
import { lazyScreen } from "./lazy-screen.ts";

export const HomeScreen = lazyScreen(
  async () => (await import("../features/home/HomeScreen.tsx")).HomeScreen,
);

export const ItemScreen = lazyScreen(
  async () => (await import("../features/item/ItemScreen.tsx")).ItemScreen,
);

export const NewConnectScreen = lazyScreen(
  async () => (await import("../features/connect/NewConnectScreen.tsx")).NewConnectScreen,
);

/** Each step is its own piece of the bundle, fetched when it is first opened. */
export const stepScreens: Readonly<Record<Step, ComponentType<ScreenProps>>> = {
  connect: lazyScreen(async () => (await import("../features/connect/ConnectScreen.tsx")).ConnectScreen),
  discover: lazyScreen(async () => (await import("../features/discover/DiscoverScreen.tsx")).DiscoverScreen),
  plan: lazyScreen(async () => (await import("../features/plan/PlanScreen.tsx")).PlanScreen),
  sample: lazyScreen(async () => (await import("./SampleStep.tsx")).SampleStep),
  import: lazyScreen(async () => (await import("../features/import/ImportScreen.tsx")).ImportScreen),
  verify: lazyScreen(async () => (await import("../features/verify/VerifyScreen.tsx")).VerifyScreen),
};
