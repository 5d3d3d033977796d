import { Button } from "@vibe/core";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Difference, VerificationView } from "../../../lib/contract.ts";
import styles from "../components/Result.module.css";
import type { AskedRepair } from "./RepairDialog.tsx";

/** Repairs at most this many at once by selection, as the API takes them. */
export const selectionLimit = 500;

export interface TogetherProps {
  readonly view: VerificationView;
  readonly chosen: readonly Difference[];
  readonly isBusy: boolean;
  readonly onRepair: (asked: AskedRepair) => void;
  readonly onAccept: () => void;
}

/** What can be done with several differences at once. */
export function Together({ view, chosen, isBusy, onRepair, onAccept }: TogetherProps) {
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
