import { Disclosure } from "../../components/Disclosure.tsx";
import { FindingCard } from "../../components/FindingCard.tsx";
import { Section } from "../../components/Page.tsx";
import { Stat, Stats } from "../../components/Stat.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { Inventory, Plan } from "../../lib/contract.ts";
import { navigate } from "../../lib/navigation.ts";
import { parseRoute } from "../../lib/route.ts";
import styles from "./discover.module.css";
import { NotMovingList } from "./NotMovingList.tsx";
import { PeopleTable } from "./PeopleTable.tsx";
import { StreamRow } from "./StreamRow.tsx";
import { findingsOf, type ShownFinding } from "./stream-summary.ts";

export interface InventoryViewProps {
  readonly inventory: Inventory;
  /** Adds what to do about each finding and who matches whom; null while it is loading or missing. */
  readonly plan: Plan | null;
  readonly planHref: string;
}

/** Everything that was found, from the overview to single fields. */
export function InventoryView({ inventory, plan, planHref }: InventoryViewProps) {
  const format = useFormat();
  const findings = findingsOf(inventory, plan);
  const toDecide = findings.filter(({ severity }) => severity === "block" || severity === "choice");
  const toAccept = findings.filter(({ severity }) => severity === "accept");
  const toKnow = findings.filter(({ severity }) => severity === "info");
  const open = toDecide.filter((finding) => !finding.answered).length;
  return (
    <>
      <Stats>
        <Stat label="Records" value={format.number(inventory.records)} />
        <Stat label="Kinds of records" value={format.number(inventory.streams.length)} />
        <Stat label="People" value={format.number(inventory.people.length)} />
        <Stat
          label="To decide"
          value={plan === null ? "not known yet" : format.number(open)}
          small={plan === null}
        />
        <Stat label="Features not moved" value={format.number(inventory.notMoving.length)} />
      </Stats>
      {toDecide.length > 0 ? (
        <Section title="Needs you before the import" note="You answer these in the plan.">
          <Findings findings={toDecide} planHref={planHref} />
        </Section>
      ) : null}
      {toAccept.length > 0 ? (
        <Section title="To accept at sign-off" note="Nothing to do now.">
          <Disclosure
            summary={`${format.count(toAccept.length, "class", "classes")} of records or values that will not arrive as they are`}
          >
            {() => <Findings findings={toAccept} planHref={planHref} />}
          </Disclosure>
        </Section>
      ) : null}
      <Section title="What you have">
        <div className={styles.rows}>
          {inventory.streams.map((stream) => (
            <StreamRow key={stream.stream} stream={stream} />
          ))}
        </div>
      </Section>
      {toKnow.length > 0 ? (
        <Section title="Good to know">
          <Disclosure
            summary={`${format.count(toKnow.length, "remark")} about your data; none of them stops you`}
          >
            {() => <Findings findings={toKnow} planHref={planHref} />}
          </Disclosure>
        </Section>
      ) : null}
      {inventory.people.length > 0 ? (
        <Section title="People" note={peopleNote(plan, format.number)}>
          <PeopleTable people={inventory.people} matches={plan?.people ?? null} />
        </Section>
      ) : null}
      {inventory.notMoving.length > 0 ? (
        <Section
          title="What cannot move"
          note="Nothing of this is lost: it stays where it is, and here is what to do."
        >
          <NotMovingList items={inventory.notMoving} />
        </Section>
      ) : null}
    </>
  );
}

function Findings({
  findings,
  planHref,
}: {
  readonly findings: readonly ShownFinding[];
  readonly planHref: string;
}) {
  const toPlan = () => navigate(parseRoute(planHref));
  return (
    <div className={styles.rows}>
      {findings.map((finding) => (
        <FindingCard
          key={finding.id}
          severity={finding.severity}
          answered={finding.answered}
          title={finding.title}
          detail={finding.detail}
          remedy={finding.remedy}
          actions={
            finding.answered || finding.severity === "info" || finding.severity === "accept"
              ? []
              : [{ label: "Decide in the plan", onClick: toPlan }]
          }
        />
      ))}
    </div>
  );
}

function peopleNote(plan: Plan | null, number: (value: number) => string): string {
  if (plan === null) return "";
  const matched = plan.people.filter((person) => person.match === "matched").length;
  return `${number(matched)} of ${number(plan.people.length)} have a monday user with the same e-mail`;
}
