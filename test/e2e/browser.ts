import { type Browser, chromium } from "playwright-core";

/**
 * Starts the browser for tests. On Linux it is the Chromium that comes as an npm package, with the system libraries it
 * needs, so that a bare machine can run the tests; elsewhere the installed Chrome.
 */
export async function launchBrowser(): Promise<Browser> {
  if (process.platform !== "linux") return chromium.launch({ channel: "chrome" });
  // The package unpacks its libraries only where it believes to be on the platform it was made for.
  process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs24.x";
  const { default: packaged } = await import("@sparticuz/chromium");
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    headless: true,
    args: [
      "--no-sandbox",
      "--no-zygote",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      "--font-render-hinting=none",
      "--headless=shell",
    ],
  });
}
