import { Component, type ReactNode } from "react";
import { ErrorNotice } from "../components/ErrorNotice.tsx";
import { Page } from "../components/Page.tsx";

interface State {
  readonly failed: boolean;
}

/**
 * Catches what a screen throws while rendering, so that one broken screen does not blank the page. What was started
 * on the server goes on meanwhile, and we say so.
 */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, State> {
  override state: State = { failed: false };

  static getDerivedStateFromError(): State {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <Page>
        <ErrorNotice
          error={{
            userMessage: "This page ran into a problem.",
            remedy: "Reload it. Whatever was running on the server goes on, and nothing is lost.",
          }}
          onRetry={() => window.location.reload()}
        />
      </Page>
    );
  }
}
