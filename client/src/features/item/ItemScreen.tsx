import { Page, StepHeading } from "../../components/Page.tsx";

/** The tab on a single item. */
export function ItemScreen() {
  return (
    <Page>
      <StepHeading title="Where this record came from">
        The column “Source ID” of this item names the record it came from. What happened to every record, and
        why, is in the Portage tab of the board, under Verify.
      </StepHeading>
    </Page>
  );
}
