import { Page, StepHeading } from "../components/Page.tsx";

/** The page was opened on its own: there is no monday to say who is looking. */
export function NotEmbedded() {
  return (
    <Page>
      <StepHeading title="Open Portage in monday">
        Portage is a view of a monday board. In monday, open a board, choose “+ Add view”, then “Apps”, then
        Portage.
      </StepHeading>
    </Page>
  );
}
