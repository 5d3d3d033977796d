import { Button } from "@vibe/core";
import { Facts } from "../../components/Facts.tsx";
import { MigrationChip } from "../../components/MigrationChip.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { MigrationView } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { type Step, stepTitles } from "../../lib/route.ts";
import styles from "./cards.module.css";

export interface MigrationCardProps {
  readonly migration: MigrationView;
  readonly mayChange: boolean;
  /** The newest import carries the page's primary action. */
  readonly isFirst: boolean;
}

/** One import: how it stands, how much it holds, and the way back into it. */
export function MigrationCard({ migration, mayChange, isFirst }: MigrationCardProps) {
  const format = useFormat();
  const run = migration.activeRun ?? migration.lastRun;
  const step = migration.step;
  const lastAt = run === null ? migration.createdAt : (run.endedAt ?? run.startedAt ?? run.createdAt);
  const kind = `${migration.sourceTitle} to monday CRM`;
  const open = () => navigate({ name: "migration", migrationId: migration.id, step });
  return (
    <article className={styles.card}>
      <div className={styles.head}>
        <h2 className={styles.title}>{migration.name}</h2>
        <MigrationChip migration={migration} />
      </div>
      <p className={styles.text}>{toText(migration)}</p>
      <div className={styles.foot}>
        <Facts
          facts={[
            ...(migration.name === kind ? [] : [kind]),
            ...(migration.records === null ? [] : [format.count(migration.records, "record")]),
            `${run === null ? "Created" : "Last run"} at ${format.when(lastAt, new Date())}`,
          ]}
        />
        <Button kind={isFirst ? "primary" : "secondary"} onClick={open}>
          {toActionLabel(step, mayChange)}
        </Button>
      </div>
    </article>
  );
}

/** How it stands; what was found after the import counts more than that all of it has arrived. */
function toText({ step, stepText, activeRun, lastRun }: MigrationView): string {
  const isFoundSince =
    step === "verify" &&
    activeRun === null &&
    lastRun?.state === "needs_attention" &&
    lastRun.kind !== "import";
  return isFoundSince ? "Everything was imported; something found since waits for your decision." : stepText;
}

/** What the button does: an import that has ended is not continued, its result is looked at. */
function toActionLabel(step: Step, mayChange: boolean): string {
  if (step === "verify") return "See the result";
  return mayChange ? `Continue with ${stepTitles[step]}` : `Look at ${stepTitles[step]}`;
}
