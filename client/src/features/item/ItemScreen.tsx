import { EmptyState } from "../../components/EmptyState.tsx";
import { Page } from "../../components/Page.tsx";

/** The tab on a single item. */
export function ItemScreen() {
  return (
    <Page>
      <EmptyState
        title="Where this record came from"
        text="Look into this item's external id column for the source and the record it came from. The Portage tab of the board lists every record with its outcome."
      />
    </Page>
  );
}
