import { Button } from "@vibe/core";
import { useState } from "react";
import { useFormat } from "../../lib/client-context.tsx";
import type { FieldInventory } from "../../lib/contract.ts";
import styles from "./discover.module.css";

/** How many values are shown before the rest is asked for. */
const FIRST = 4;
/** Up to this many distinct values a field reads as a set to choose from; above, examples say more. */
const SET_LIMIT = 60;

/** What a field holds: its set of values with counts, or a few examples and its range. */
export function FieldValues({ field }: { readonly field: FieldInventory }) {
  const isSet = field.distinct !== null && field.distinct <= SET_LIMIT && field.distinct < field.filled;
  if (field.filled === 0) return <span className={styles.quiet}>always empty</span>;
  return isSet && field.values.length > 0 ? <ValueSet field={field} /> : <Examples field={field} />;
}

function ValueSet({ field }: { readonly field: FieldInventory }) {
  const format = useFormat();
  const [all, setAll] = useState(false);
  const shown = all ? field.values : field.values.slice(0, FIRST);
  const more = field.values.length - FIRST;
  return (
    <div className={styles.values}>
      <ul className={styles.valueList}>
        {shown.map((value) => (
          <li key={value.value} className={styles.value}>
            {value.value} <span className={styles.quiet}>{format.number(value.count)}</span>
          </li>
        ))}
      </ul>
      {more > 0 ? (
        <Button kind="tertiary" size="xs" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Show fewer" : `Show ${format.number(more)} more`}
        </Button>
      ) : null}
    </div>
  );
}

function Examples({ field }: { readonly field: FieldInventory }) {
  const format = useFormat();
  const range = field.min !== null && field.max !== null && field.min !== field.max;
  return (
    <div className={styles.values}>
      <span className={styles.examples}>{field.examples.slice(0, 3).join(" · ")}</span>
      <span className={styles.quiet}>
        {field.distinct === null ? "many different values" : format.count(field.distinct, "different value")}
        {range ? `, from ${field.min} to ${field.max}` : ""}
      </span>
    </div>
  );
}
