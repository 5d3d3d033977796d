import { Button, Checkbox } from "@vibe/core";
import { Alert, Check } from "@vibe/icons";
import { Chip } from "../../../components/Chip.tsx";
import { Comparison, ComparisonList } from "../../../components/Comparison.tsx";
import { OutsideLink } from "../../../components/OutsideLink.tsx";
import type { Difference } from "../../../lib/contract.ts";
import styles from "../components/Result.module.css";
import { toDifferenceTitle, toKindWords, toStateWords } from "./verification-words.ts";

export interface DifferenceListProps {
  readonly sourceTitle: string;
  readonly differences: readonly Difference[];
  /** Null for those who may only look. */
  readonly act: DifferenceActs | null;
}

export interface DifferenceActs {
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (id: string, isSelected: boolean) => void;
  readonly onRepair: (difference: Difference) => void;
  readonly onAccept: (difference: Difference) => void;
  /** True while something is on its way or under way. */
  readonly isBusy: boolean;
}

/** What differs, with who changed it, what to do and the buttons for it. */
export function DifferenceList({ sourceTitle, differences, act }: DifferenceListProps) {
  return (
    <ComparisonList label="Differences">
      {differences.map((difference) => (
        <li key={difference.id}>
          <Entry difference={difference} sourceTitle={sourceTitle} act={act} />
        </li>
      ))}
    </ComparisonList>
  );
}

interface EntryProps {
  readonly difference: Difference;
  readonly sourceTitle: string;
  readonly act: DifferenceActs | null;
}

function Entry({ difference, sourceTitle, act }: EntryProps) {
  const title = toDifferenceTitle(difference);
  const isOpen = difference.state === "open";
  return (
    <Comparison
      title={
        act !== null && isOpen ? (
          <Checkbox
            label={title}
            checked={act.selected.has(difference.id)}
            onChange={(event) => act.onSelect(difference.id, event.target.checked)}
          />
        ) : (
          title
        )
      }
      aside={
        <>
          <Chip tone={isOpen ? "warning" : "neutral"} icon={isOpen ? Alert : Check}>
            {isOpen ? toKindWords(difference.kind) : toStateWords(difference.state)}
          </Chip>
          <span className={styles.quiet}>{difference.boardTitle}</span>
          {difference.itemUrl === null ? null : (
            <OutsideLink href={difference.itemUrl} label={`Open ${difference.name} in monday`}>
              Open
            </OutsideLink>
          )}
        </>
      }
      values={toValues(difference, sourceTitle)}
      actions={act !== null && isOpen ? <Actions difference={difference} title={title} act={act} /> : null}
    >
      <p>
        {difference.text} {difference.causeText}
      </p>
      {isOpen ? <p className={styles.quiet}>{difference.remedy}</p> : null}
    </Comparison>
  );
}

function toValues(difference: Difference, sourceTitle: string) {
  // About a whole item or a report there are no two values to hold against each other.
  if (difference.column === null && difference.written === "" && difference.today === "") return [];
  const { kind } = difference;
  // An update is put together from the source's fields: what was written is what the source says.
  const isUpdate = kind === "missing_update" || kind === "changed_update";
  const source = { label: `In ${sourceTitle}`, value: difference.source, missing: "not in the last reading" };
  return [
    ...(isUpdate ? [] : [source]),
    { label: "Written", value: difference.written },
    { label: "Today", value: difference.today },
  ];
}

interface ActionsProps {
  readonly difference: Difference;
  readonly title: string;
  readonly act: DifferenceActs;
}

function Actions({ difference, title, act }: ActionsProps) {
  return (
    <>
      {difference.repairable ? (
        <Button
          size="small"
          kind="secondary"
          disabled={act.isBusy}
          aria-label={`Repair ${title}`}
          onClick={() => act.onRepair(difference)}
        >
          Repair
        </Button>
      ) : null}
      <Button
        size="small"
        kind="tertiary"
        disabled={act.isBusy}
        aria-label={`It is right as it is now: ${title}`}
        onClick={() => act.onAccept(difference)}
      >
        It is right as it is now
      </Button>
    </>
  );
}
