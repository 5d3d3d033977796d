import { Button } from "@vibe/core";
import { useState } from "react";
import { ConfirmDialog } from "../../../components/ConfirmDialog.tsx";
import { EmptyState } from "../../../components/EmptyState.tsx";
import { ErrorNotice } from "../../../components/ErrorNotice.tsx";
import { SelectField } from "../../../components/SelectField.tsx";
import { ShowMore } from "../../../components/ShowMore.tsx";
import { Skeletons } from "../../../components/Skeletons.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import {
  type Difference,
  differenceKinds,
  differenceStates,
  type Repair,
  type VerificationView,
} from "../../../lib/contract.ts";
import { pluralOf } from "../../../lib/format.ts";
import { useStartRun } from "../../../lib/queries/runs.ts";
import {
  type DifferencesFilter,
  useAcceptDifferences,
  useDifferences,
} from "../../../lib/queries/verification.ts";
import styles from "../components/Result.module.css";
import { DifferenceList } from "./DifferenceList.tsx";
import { toKindWords, toStateWords } from "./verification-words.ts";

export interface DifferencesProps {
  readonly migrationId: string;
  readonly sourceTitle: string;
  readonly view: VerificationView;
  readonly isAdmin: boolean;
  /** Why nothing can be started now. */
  readonly busyReason: string | null;
}

interface Asked {
  readonly repair: Repair;
  readonly count: number;
}

/** Up to here a list is looked through without filters. */
const fewDifferences = 10;

/** Repairs at most this many at once by selection, as the API takes them. */
const selectionLimit = 500;

/** What differs from what was written: filters, the list page by page, repair and acceptance. */
export function Differences({ migrationId, sourceTitle, view, isAdmin, busyReason }: DifferencesProps) {
  const format = useFormat();
  const [filter, setFilter] = useState<DifferencesFilter>({ state: "open" });
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asked, setAsked] = useState<Asked | null>(null);
  const list = useDifferences(migrationId, filter, { enabled: true });
  const accept = useAcceptDifferences(migrationId);
  const start = useStartRun(migrationId);
  const entries = list.data?.pages.flatMap((page) => page.items) ?? null;
  const total = list.data?.pages[0]?.total ?? 0;
  const chosen = entries?.filter(({ id, state }) => state === "open" && selected.has(id)) ?? [];
  const isBusy = busyReason !== null || accept.isPending || start.isPending;
  const settle = (ids: readonly string[]) =>
    accept.mutate(ids.slice(0, selectionLimit), { onSuccess: () => setSelected(new Set()) });
  const repair = (repairing: Repair) =>
    start.mutate(
      { kind: "verify", options: { repair: repairing } },
      {
        onSuccess: () => {
          setAsked(null);
          setSelected(new Set());
        },
      },
    );
  return (
    <div className={styles.stack}>
      <Filters filter={filter} view={view} onFilter={setFilter} />
      {isAdmin && view.open > 0 ? (
        <Together
          view={view}
          chosen={chosen}
          isBusy={isBusy}
          onRepair={setAsked}
          onAccept={() => settle(chosen.map(({ id }) => id))}
        />
      ) : null}
      {accept.error === null ? null : <ErrorNotice error={accept.error} />}
      {list.error === null ? null : (
        <ErrorNotice keepsPlace error={list.error} onRetry={() => void list.refetch()} />
      )}
      {entries === null && list.error === null ? (
        <Skeletons label="Loading the differences" shapes={["card", "card"]} />
      ) : null}
      {entries?.length === 0 ? (
        <EmptyState title="No such differences" text="Choose another state, board or kind." />
      ) : null}
      {entries !== null && entries.length > 0 ? (
        <DifferenceList
          sourceTitle={sourceTitle}
          differences={entries}
          act={
            isAdmin
              ? {
                  selected,
                  onSelect: (id, isSelected) => setSelected(withOne(selected, id, isSelected)),
                  onRepair: (one) => setAsked({ repair: { differences: [one.id] }, count: 1 }),
                  onAccept: (one) => settle([one.id]),
                  isBusy,
                }
              : null
          }
        />
      ) : null}
      <ShowMore
        shown={entries?.length ?? 0}
        total={total}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
        isLoading={list.isFetchingNextPage}
      />
      <ConfirmDialog
        open={asked !== null}
        title={`Repair ${format.count(asked?.count ?? 0, "difference")}?`}
        confirmLabel="Repair"
        cancelLabel="Leave it"
        busy={start.isPending}
        error={start.error}
        onConfirm={() => asked !== null && repair(asked.repair)}
        onCancel={() => setAsked(null)}
      >
        <p>
          Portage reads each item once more, writes again what the import wrote, reads it back and compares.
          What somebody entered {pluralOf(asked?.count ?? 0, "there", "in these places")} since the import is
          overwritten.
        </p>
        <p>If it is right as it is now, say so instead: then nothing is written.</p>
      </ConfirmDialog>
    </div>
  );
}

function withOne(selected: ReadonlySet<string>, id: string, isSelected: boolean): ReadonlySet<string> {
  const next = new Set(selected);
  if (isSelected) next.add(id);
  else next.delete(id);
  return next;
}

interface FiltersProps {
  readonly filter: DifferencesFilter;
  readonly view: VerificationView;
  readonly onFilter: (filter: DifferencesFilter) => void;
}

const all = "";

function Filters({ filter, view, onFilter }: FiltersProps) {
  return (
    <div className={styles.filters}>
      <SelectField
        label="State"
        value={filter.state ?? all}
        options={[
          ...differenceStates.map((state) => ({ value: state, text: toStateWords(state) })),
          { value: all, text: "All" },
        ]}
        onChange={(value) =>
          onFilter({ ...filter, state: differenceStates.find((state) => state === value) })
        }
      />
      {view.open > fewDifferences ? <Further filter={filter} view={view} onFilter={onFilter} /> : null}
    </div>
  );
}

/** Filters that are worth their place only when there is much to look through. */
function Further({ filter, view, onFilter }: FiltersProps) {
  return (
    <>
      <SelectField
        label="Board"
        value={filter.board ?? all}
        options={[
          { value: all, text: "All boards" },
          ...(view.latest?.boards ?? []).map(({ board, title }) => ({ value: board, text: title })),
        ]}
        onChange={(value) => onFilter({ ...filter, board: value === all ? undefined : value })}
      />
      <SelectField
        label="Kind"
        value={filter.kind ?? all}
        options={[
          { value: all, text: "All kinds" },
          ...differenceKinds.map((kind) => ({ value: kind, text: toKindWords(kind) })),
        ]}
        onChange={(value) => onFilter({ ...filter, kind: differenceKinds.find((kind) => kind === value) })}
      />
    </>
  );
}

interface TogetherProps {
  readonly view: VerificationView;
  readonly chosen: readonly Difference[];
  readonly isBusy: boolean;
  readonly onRepair: (asked: Asked) => void;
  readonly onAccept: () => void;
}

/** What can be done with several differences at once. */
function Together({ view, chosen, isBusy, onRepair, onAccept }: TogetherProps) {
  const format = useFormat();
  const repairable = chosen.filter((one) => one.repairable).slice(0, selectionLimit);
  if (view.repairable < 2 && chosen.length === 0) return null;
  return (
    <div className={styles.buttons}>
      {view.repairable > 1 ? (
        <Button
          size="small"
          kind="secondary"
          disabled={isBusy}
          onClick={() => onRepair({ repair: { all: true }, count: view.repairable })}
        >
          {`Repair all ${format.number(view.repairable)} that can be repaired`}
        </Button>
      ) : null}
      {repairable.length > 0 ? (
        <Button
          size="small"
          kind="secondary"
          disabled={isBusy}
          onClick={() =>
            onRepair({ repair: { differences: repairable.map(({ id }) => id) }, count: repairable.length })
          }
        >
          {`Repair selected (${format.number(repairable.length)})`}
        </Button>
      ) : null}
      {chosen.length > 0 ? (
        <Button size="small" kind="tertiary" disabled={isBusy} onClick={onAccept}>
          {`Selected are right as they are now (${format.number(chosen.length)})`}
        </Button>
      ) : null}
    </div>
  );
}
