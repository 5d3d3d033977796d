import { Alert, CloseRound } from "@vibe/icons";
import { Chip } from "../../../components/Chip.tsx";
import { FramedList } from "../../../components/FramedList.tsx";
import { TextButton } from "../../../components/TextButton.tsx";
import type { ItemLink } from "../../../lib/contract.ts";
import styles from "./ItemView.module.css";

interface LinkedRecordsProps {
  readonly links: readonly ItemLink[];
  readonly onOpen: (itemId: string) => void;
}

/** Items this one is linked to, by name; each opens its card. */
export function LinkedRecords({ links, onOpen }: LinkedRecordsProps) {
  return (
    <FramedList layout="row" isDense>
      {links.map(({ itemId, name, column, state }) => (
        <li key={`${column} ${itemId}`}>
          <span className={styles.aside}>{column}</span>
          <TextButton isUnderlined onClick={() => onOpen(itemId)}>
            {name}
          </TextButton>
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
    </FramedList>
  );
}
