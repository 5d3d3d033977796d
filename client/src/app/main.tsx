import "@vibe/core/tokens";
import "./fonts.ts";
import "./base.css";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { z } from "zod";
import { createApi } from "../lib/api.ts";
import { connectMonday } from "../lib/monday.ts";
import { createQueryClient } from "../lib/queries/query-client.ts";
import { App } from "./App.tsx";
import { ErrorBoundary } from "./ErrorBoundary.tsx";
import { NotEmbedded } from "./NotEmbedded.tsx";

// The page's content policy forbids code made at run time, which zod would otherwise try.
z.config({ jitless: true });

const monday = connectMonday();
const api = createApi({ sessionToken: monday.sessionToken, fetch: window.fetch.bind(window) });
const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      {monday.embedded ? (
        <QueryClientProvider client={createQueryClient()}>
          <App monday={monday} api={api} />
        </QueryClientProvider>
      ) : (
        <NotEmbedded />
      )}
    </ErrorBoundary>
  </StrictMode>,
);
