import { Tab, TabList } from "@vibe/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useFormat } from "../../../lib/client-context.tsx";
import type { Plan } from "../../../lib/contract.ts";
import styles from "./PlanView.module.css";
import { countProposals } from "./ValuesTab.tsx";

const tabs = ["boards", "questions", "people", "values", "notMoving", "forecast"] as const;
export type TabKey = (typeof tabs)[number];

/** The tabs' names, each with how much there waits for a look. */
export function useTabTitles(plan: Plan): Readonly<Record<TabKey, string>> {
  const format = useFormat();
  const withCount = (title: string, count: number) =>
    count === 0 ? title : `${title} (${format.number(count)})`;
  return {
    boards: "Boards",
    questions: withCount("Questions", plan.openQuestions),
    people: withCount("People", plan.people.filter((person) => person.match !== "matched").length),
    values: withCount("Values", countProposals(plan)),
    notMoving: withCount("Not moving", plan.notMoving.length),
    forecast: "Forecast",
  };
}

export interface PlanTabsProps {
  readonly titles: Readonly<Record<TabKey, string>>;
  readonly current: TabKey;
  readonly onChange: (tab: TabKey) => void;
  readonly children: ReactNode;
}

/** The parts of the plan, one at a time. */
export function PlanTabs({ titles, current, onChange, children }: PlanTabsProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // In a narrow view the tabs scroll sideways; the chosen one must not stay half outside.
    const tab = list.current?.querySelector(`#plan-tab-${current}`);
    tab?.scrollIntoView?.({ block: "nearest", inline: "center" });
  }, [current]);
  return (
    <div className={styles.tabs}>
      <div className={styles.tabList} ref={list}>
        <TabList
          activeTabId={tabs.indexOf(current)}
          onTabChange={(index) => onChange(tabs[index] ?? "boards")}
          tabPanelIds={tabs.map((tab) => (tab === current ? "plan-panel" : ""))}
        >
          {tabs.map((tab) => (
            <Tab key={tab} id={`plan-tab-${tab}`}>
              {titles[tab]}
            </Tab>
          ))}
        </TabList>
      </div>
      <div role="tabpanel" id="plan-panel" aria-labelledby={`plan-tab-${current}`} className={styles.panel}>
        {children}
      </div>
    </div>
  );
}
