import { Alert, CloseRound } from "@vibe/icons";
import { Chip } from "../../../components/Chip.tsx";
import type { ItemLink } from "../../../lib/contract.ts";
import styles from "./ItemView.module.css";

interface LinkedRecordsProps {
  readonly links: readonly ItemLink[];
  readonly onOpen: (itemId: string) => void;
}

/** Items this one is linked to, by name; each opens its card. */
export function LinkedRecords({ links, onOpen }: LinkedRecordsProps) {
  return (
    <ul className={styles.list}>
      {links.map(({ itemId, name, column, state }) => (
        <li key={`${column} ${itemId}`} className={styles.line}>
          <span className={styles.quiet}>{column}</span>
          <button type="button" className={styles.open} onClick={() => onOpen(itemId)}>
            {name}
          </button>
          {state === "missing" ? (
            <Chip tone="negative" icon={CloseRound}>
              Link missing
            </Chip>
          ) : null}
          {state === "added" ? (
            <Chip tone="warning" icon={Alert}>
              Linked since
            </Chip>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
