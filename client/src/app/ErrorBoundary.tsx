import { Button } from "@vibe/core";
import { Component, type ReactNode } from "react";
import { ErrorNotice, type ShownFailure } from "../components/ErrorNotice.tsx";
import { Page } from "../components/Page.tsx";
import { ScreenNotLoaded } from "./lazy-screen.ts";

export interface ErrorBoundaryProps {
  readonly children: ReactNode;
  /** Loads the page anew, at the same address. */
  readonly reload?: () => void;
}

interface State {
  readonly failure: ShownFailure | null;
}

const notLoaded: ShownFailure = {
  userMessage: "This part of Portage could not be loaded.",
  remedy:
    "Portage was probably updated while this page was open. Reload the page to go on here. " +
    "Whatever is running goes on meanwhile, and what was saved is kept.",
};

const broken: ShownFailure = {
  userMessage: "This page ran into a problem.",
  remedy: "Reload it. Whatever was running on the server goes on, and nothing is lost.",
};

/**
 * Catches what a screen throws while rendering, so that one broken screen does not blank the page. What was started
 * on the server goes on meanwhile, and we say so. A tab that was open during a deployment asks for pieces of a page
 * that are gone; only loading it anew helps.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { failure: null };

  static getDerivedStateFromError(error: unknown): State {
    return { failure: error instanceof ScreenNotLoaded ? notLoaded : broken };
  }

  override render(): ReactNode {
    const { failure } = this.state;
    const { children, reload = () => window.location.reload() } = this.props;
    if (failure === null) return children;
    return (
      <Page>
        <ErrorNotice
          error={failure}
          tone={failure === notLoaded ? "warning" : "negative"}
          actions={
            <Button size="small" kind="secondary" onClick={reload}>
              Reload the page
            </Button>
          }
        />
      </Page>
    );
  }
}
