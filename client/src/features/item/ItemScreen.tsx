import { Page, StepHeading } from "../../components/Page.tsx";

/** The tab on a single item. */
export function ItemScreen() {
  return (
    <Page>
      <StepHeading title="Where this record came from">
        Look into this item's external id column for the source and the record it came from. The Portage tab
        of the board lists every record with its outcome.
      </StepHeading>
    </Page>
  );
}
