import { EmptyState } from "../../../components/EmptyState.tsx";
import { Section } from "../../../components/Page.tsx";
import { useFormat } from "../../../lib/client-context.tsx";
import type { NotMoving } from "../../../lib/contract.ts";
import styles from "./NotMovingTab.module.css";
import tab from "./Tab.module.css";

const kinds = ["rebuild", "not_portable", "not_visible"] as const;
const kindTitles: Readonly<Record<NotMoving["kind"], string>> = {
  rebuild: "To build again in monday",
  not_portable: "Cannot move",
  not_visible: "What Portage cannot see",
};

/** What stays behind, why, and what to do instead. */
export function NotMovingTab({ entries }: { readonly entries: readonly NotMoving[] }) {
  const format = useFormat();
  if (entries.length === 0) {
    return <EmptyState title="Everything moves" text="Nothing was found that has to stay behind." />;
  }
  return (
    <div className={tab.tab}>
      {kinds.map((kind) => {
        const shown = entries.filter((entry) => entry.kind === kind);
        return shown.length === 0 ? null : (
          <Section key={kind} title={kindTitles[kind]}>
            <ul className={tab.list}>
              {shown.map((entry) => (
                <li key={entry.title} className={styles.entry}>
                  <h3>
                    {entry.title}
                    {entry.count === null ? null : (
                      <span className={tab.quiet}> {format.count(entry.count, "record")}</span>
                    )}
                  </h3>
                  <p>{entry.reason}</p>
                  <p>
                    <strong>Instead:</strong> {entry.instead}
                  </p>
                </li>
              ))}
            </ul>
          </Section>
        );
      })}
    </div>
  );
}
