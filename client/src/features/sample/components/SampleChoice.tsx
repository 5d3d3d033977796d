import { Chip } from "../../../components/Chip.tsx";
import { ChoiceList } from "../../../components/ChoiceList.tsx";
import { SelectField } from "../../../components/SelectField.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { SampleView } from "../../../lib/contract.ts";
import { durationInWords } from "../../../lib/format.ts";
import { type SampleWish, sampleKinds, targets } from "../lib/choice.ts";
import styles from "./Sample.module.css";

export interface SampleChoiceProps {
  readonly wish: SampleWish;
  readonly onWish: (wish: SampleWish) => void;
  readonly estimate: SampleView["estimate"];
  readonly disabled: boolean;
  /** The real boards are filled: a sample would change what people work with. */
  readonly isImported: boolean;
}

/** Where the sample lands and how large it is. */
export function SampleChoice({ wish, onWish, estimate, disabled, isImported }: SampleChoiceProps) {
  const format = useFormat();
  const time = (seconds: number) => <Chip tone="neutral">{durationInWords(seconds)}</Chip>;
  return (
    <div className={styles.stack}>
      <ChoiceList
        legend="Where shall it land?"
        value={wish.kind}
        disabled={disabled}
        onChange={(value) =>
          onWish({ ...wish, kind: sampleKinds.find((kind) => kind === value) ?? wish.kind })
        }
        choices={[
          {
            value: "boards",
            title: "A sample on your real boards",
            detail:
              "Each item is marked in a column “Portage sample” and can be removed again in one step. What stays is not written twice: the import adds only the rest.",
            badge: time(estimate.sampleSeconds),
          },
          {
            value: "test_workspace",
            title: "A sample in a test workspace",
            detail:
              "Copies of the boards in a workspace of their own. Your real boards are not touched, and the workspace is removed as a whole.",
            badge: time(estimate.sampleSeconds),
          },
          {
            value: "rehearsal",
            title: "A full rehearsal in a test workspace",
            detail: `Every record, ${format.number(estimate.rehearsalRecords)} in all, as the import will write them, but apart from your real boards.`,
            badge: time(estimate.rehearsalSeconds),
          },
        ].filter(({ value }) => !(isImported && value === "boards"))}
      />
      {wish.kind === "rehearsal" ? null : (
        <div className={styles.size}>
          <SelectField
            label="Size of the sample"
            value={String(wish.target)}
            disabled={disabled}
            options={targets.map((size) => ({
              value: String(size),
              text: `up to ${format.count(size, "record")}`,
            }))}
            onChange={(value) => onWish({ ...wish, target: Number(value) })}
          />
          <p className={styles.quiet}>
            Portage picks records that together show every kind of value you have, with what they link to.
          </p>
        </div>
      )}
    </div>
  );
}
