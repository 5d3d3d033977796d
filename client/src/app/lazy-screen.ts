import { type ComponentType, lazy } from "react";

/** A piece of the page could not be fetched: a newer version has replaced it, or the connection is gone. */
export class ScreenNotLoaded extends Error {
  override readonly name = "ScreenNotLoaded";
}

/** A screen that is fetched when it is first shown. Throws `ScreenNotLoaded` while rendering when that fails. */
export function lazyScreen<P extends object>(load: () => Promise<ComponentType<P>>) {
  return lazy(async () => {
    try {
      return { default: await load() };
    } catch (cause) {
      throw new ScreenNotLoaded("A screen could not be fetched", { cause });
    }
  });
}
