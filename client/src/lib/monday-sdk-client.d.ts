/**
 * The browser half of monday-sdk-js, taken by its file: the package's main also brings a server half with
 * node-fetch, and its own types are TypeScript sources that do not compile under this project's flags.
 */
declare module "monday-sdk-js/src/client.js" {
  import type { MondaySdk } from "./monday.ts";

  const init: (options: { readonly withoutScrollHelper: boolean }) => MondaySdk;
  export default init;
}
