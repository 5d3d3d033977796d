import { Button } from "@vibe/core";
import { Chip } from "../../../components/Chip.tsx";
import { FramedList } from "../../../components/FramedList.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Outcome, Reconciliation } from "../../../lib/contract.ts";
import { outcomeTitles, outcomeTones } from "../lib/words.ts";
import styles from "./Result.module.css";

export interface ReasonsProps {
  readonly reasons: Reconciliation["reasons"];
  readonly onShow: (outcome: Outcome) => void;
}

/** Why records were merged, skipped or failed: one entry for each reason, with what to do. */
export function Reasons({ reasons, onShow }: ReasonsProps) {
  const format = useFormat();
  return (
    <FramedList layout="row">
      {reasons.map((reason) => (
        <li key={`${reason.outcome} ${reason.code} ${reason.text}`}>
          <Chip tone={outcomeTones[reason.outcome]}>
            {format.number(reason.count)} {outcomeTitles[reason.outcome].toLowerCase()}
          </Chip>
          <div className={styles.reason}>
            <p>{reason.text}</p>
            <p className={styles.quiet}>{reason.remedy}</p>
          </div>
          <Button
            size="small"
            kind="tertiary"
            aria-label={`Show the records: ${reason.text}`}
            onClick={() => onShow(reason.outcome)}
          >
            Show
          </Button>
        </li>
      ))}
    </FramedList>
  );
}
