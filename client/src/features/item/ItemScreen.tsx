import { ErrorNotice } from "../../components/ErrorNotice.tsx";
import { Page, StepHeading } from "../../components/Page.tsx";
import { Skeletons } from "../../components/Skeletons.tsx";
import { useMonday } from "../../lib/client-context.tsx";
import { useItemView } from "../../lib/queries/item.ts";
import { ItemView } from "./components/ItemView.tsx";
import { ItemReports } from "./ItemReports.tsx";

/** The tab on a single item; monday says which one. */
export function ItemScreen({ itemId }: { readonly itemId: string | undefined }) {
  if (itemId === undefined) {
    return (
      <Page>
        <StepHeading title="Where this item came from">
          monday did not say which item this is. Close the item and open it again.
        </StepHeading>
      </Page>
    );
  }
  return <LoadedItem key={itemId} itemId={itemId} />;
}

function LoadedItem({ itemId }: { readonly itemId: string }) {
  const monday = useMonday();
  const item = useItemView(itemId);
  if (item.data !== undefined && !item.isRefetchError) {
    const origin = item.data.origins[0];
    return (
      <ItemView
        view={item.data}
        onCheck={() => void item.refetch()}
        isChecking={item.isFetching}
        onOpenItem={(id) => monday.openItemCard(id)}
        reports={
          origin === undefined ? null : <ItemReports view={item.data} migrationId={origin.migrationId} />
        }
      />
    );
  }
  return (
    <Page>
      {item.error ? (
        <>
          <StepHeading title="Where this item came from" />
          <ErrorNotice error={item.error} onRetry={() => void item.refetch()} />
        </>
      ) : (
        <Skeletons
          label="Looking up where this item came from"
          shapes={["heading", "line", "short", "row", "row", "row", "row"]}
        />
      )}
    </Page>
  );
}
