import { ThemeProvider } from "@vibe/core";
import { useEffect, useMemo, useState } from "react";
import { Page } from "../components/Page.tsx";
import { ScreenSkeleton } from "../components/Skeletons.tsx";
import type { Api } from "../lib/api.ts";
import { ClientProvider } from "../lib/client-context.tsx";
import { createFormat, toTimeZone } from "../lib/format.ts";
import type { Monday, MondayContext } from "../lib/monday.ts";
import styles from "./App.module.css";
import { ItemFrame } from "./ItemFrame.tsx";
import { Router } from "./Router.tsx";
import { toSystemTheme, toVibeTheme } from "./theme.ts";

export interface AppProps {
  readonly monday: Monday;
  readonly api: Api;
}

/** Follows monday's context (theme, user's formats) and shows the place the address names. */
export function App({ monday, api }: AppProps) {
  const context = useContext(monday);
  const client = useMemo(
    () => (context === null ? null : { api, monday, context, format: toFormat(context) }),
    [api, monday, context],
  );
  if (client === null) {
    return (
      <Page>
        <ScreenSkeleton label="Opening Portage" />
      </Page>
    );
  }
  const themeConfig = toVibeTheme(client.context.themeConfig);
  return (
    <ThemeProvider
      systemTheme={toSystemTheme(client.context.theme)}
      className={styles.shell ?? ""}
      {...(themeConfig ? { themeConfig } : {})}
    >
      <div className={styles.content}>
        <ClientProvider client={client}>
          {client.context.instanceType === "item_view" ? (
            <ItemFrame itemId={client.context.itemId} />
          ) : (
            <Router />
          )}
        </ClientProvider>
      </div>
    </ThemeProvider>
  );
}

/** Null until monday has answered once (or has failed to in time). */
function useContext(monday: Monday): MondayContext | null {
  const [context, setContext] = useState<MondayContext | null>(null);
  useEffect(() => {
    let mounted = true;
    void monday.context().then((first) => {
      if (mounted) setContext((current) => current ?? first);
    });
    const stop = monday.onContext((next) => setContext(next));
    return () => {
      mounted = false;
      stop();
    };
  }, [monday]);
  return context;
}

function toFormat({ user }: MondayContext) {
  return createFormat({
    country: user?.countryCode,
    timeFormat: user?.timeFormat === "12H" || user?.timeFormat === "24H" ? user.timeFormat : undefined,
    timeZone: toTimeZone(user?.timeZoneOffset, new Date()),
  });
}
