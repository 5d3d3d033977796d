import { type ComponentType, lazy } from "react";
import type { Step } from "../lib/route.ts";
import type { ScreenProps } from "../lib/screen.ts";

export const HomeScreen = lazy(async () => ({
  default: (await import("../features/home/HomeScreen.tsx")).HomeScreen,
}));

export const ItemScreen = lazy(async () => ({
  default: (await import("../features/item/ItemScreen.tsx")).ItemScreen,
}));

export const NewConnectScreen = lazy(async () => ({
  default: (await import("../features/connect/NewConnectScreen.tsx")).NewConnectScreen,
}));

/** Each step is its own piece of the bundle, fetched when it is first opened. */
export const stepScreens: Readonly<Record<Step, ComponentType<ScreenProps>>> = {
  connect: lazy(async () => ({
    default: (await import("../features/connect/ConnectScreen.tsx")).ConnectScreen,
  })),
  discover: lazy(async () => ({
    default: (await import("../features/discover/DiscoverScreen.tsx")).DiscoverScreen,
  })),
  plan: lazy(async () => ({ default: (await import("../features/plan/PlanScreen.tsx")).PlanScreen })),
  sample: lazy(async () => ({ default: (await import("./SampleStep.tsx")).SampleStep })),
  import: lazy(async () => ({ default: (await import("../features/import/ImportScreen.tsx")).ImportScreen })),
  verify: lazy(async () => ({ default: (await import("../features/verify/VerifyScreen.tsx")).VerifyScreen })),
};
