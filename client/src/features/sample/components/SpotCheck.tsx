import { Button } from "@vibe/core";
import { useState } from "react";
import { Chip } from "../../../components/Chip.tsx";
import { ErrorNotice, type ShownFailure } from "../../../components/ErrorNotice.tsx";
import { FramedList } from "../../../components/FramedList.tsx";
import { OutsideLink } from "../../../components/OutsideLink.tsx";
import { ShowMore } from "../../../components/ShowMore.tsx";
import { Skeletons } from "../../../components/Skeletons.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { SpotCheckItem, SpotCheck as SpotCheckOf } from "../../../lib/contract.ts";
import styles from "./Sample.module.css";

export interface SpotCheckProps {
  /** Null while it is loading. */
  readonly check: SpotCheckOf | null;
  /** "Bizstim" */
  readonly sourceTitle: string;
  /** False for those who may only look. */
  readonly mayTick: boolean;
  readonly error: ShownFailure | null;
  readonly onRetry: () => void;
  readonly onTick: (item: SpotCheckItem, right: boolean | null) => void;
  readonly tickError: ShownFailure | null;
  readonly onPrint: () => void;
  readonly isPrinting: boolean;
}

function Found({ item }: { readonly item: SpotCheckItem }) {
  if (item.right === null) return <Chip tone="neutral">Not looked at</Chip>;
  return <Chip tone={item.right ? "positive" : "negative"}>{item.right ? "Right" : "Wrong"}</Chip>;
}

function Tick({
  item,
  right,
  onTick,
}: Pick<SpotCheckProps, "onTick"> & { readonly item: SpotCheckItem; readonly right: boolean }) {
  const isChosen = item.right === right;
  return (
    <button
      type="button"
      className={styles.tick}
      aria-pressed={isChosen}
      aria-label={`${item.recordTitle} is ${right ? "right" : "wrong"}`}
      onClick={() => onTick(item, isChosen ? null : right)}
    >
      {isChosen ? "✓ " : ""}
      {right ? "Right" : "Wrong"}
    </button>
  );
}

function Item({ item, sourceTitle, mayTick, onTick }: SpotCheckProps & { readonly item: SpotCheckItem }) {
  return (
    <li>
      <div className={styles.spotName}>
        <strong>{item.name}</strong>
        <span className={styles.quiet}>
          {item.recordTitle} on {item.boardTitle}
        </span>
      </div>
      <div className={styles.spotLinks}>
        {item.sourceUrl === null ? (
          <span className={styles.quiet}>{item.sourceText}</span>
        ) : (
          <OutsideLink href={item.sourceUrl} label={`Open ${item.recordTitle} in ${sourceTitle}`}>
            In {sourceTitle}
          </OutsideLink>
        )}
        {item.itemUrl === null ? null : (
          <OutsideLink href={item.itemUrl} label={`Open in monday: ${item.name}`}>
            Open in monday
          </OutsideLink>
        )}
      </div>
      <div className={styles.ticks}>
        {mayTick ? (
          <>
            <Tick item={item} right onTick={onTick} />
            <Tick item={item} right={false} onTick={onTick} />
          </>
        ) : (
          <Found item={item} />
        )}
      </div>
    </li>
  );
}

/** Enough to begin with: the sign-off below should not be a long way off. */
const firstShown = 6;

function wrongOf({ items }: SpotCheckOf): number {
  return items.filter(({ right }) => right === false).length;
}

/** Records picked at random, for a person to compare with their own eyes. */
export function SpotCheck(props: SpotCheckProps) {
  const format = useFormat();
  const [showsAll, setShowsAll] = useState(false);
  const { check } = props;
  if (props.error !== null && check === null)
    return <ErrorNotice error={props.error} onRetry={props.onRetry} />;
  if (check === null) return <Skeletons label="Loading the spot check" shapes={["row", "row"]} />;
  const wrong = wrongOf(check);
  const shown = showsAll ? check.items : check.items.slice(0, firstShown);
  return (
    <div className={styles.stack}>
      <p className={styles.text} role="status">
        {format.number(check.looked)} of {format.count(check.items.length, "record")} looked at
        {wrong === 0 ? "." : `, ${format.number(wrong)} marked wrong.`}
      </p>
      {props.tickError === null ? null : <ErrorNotice error={props.tickError} />}
      <FramedList label="Records to compare" layout="row" isDense>
        {shown.map((item) => (
          <Item key={`${item.board} ${item.externalId}`} {...props} item={item} />
        ))}
      </FramedList>
      <ShowMore
        shown={shown.length}
        total={check.items.length}
        onMore={shown.length < check.items.length ? () => setShowsAll(true) : null}
        isLoading={false}
      />
      <div>
        <Button kind="secondary" size="small" loading={props.isPrinting} onClick={props.onPrint}>
          Download as a page to print
        </Button>
      </div>
    </div>
  );
}
