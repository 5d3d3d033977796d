import { Chip } from "../../components/Chip.tsx";
import { Disclosure } from "../../components/Disclosure.tsx";
import { useFormat } from "../../lib/client-context.tsx";
import type { NotMoving } from "../../lib/contract.ts";
import styles from "./discover.module.css";

const kindTexts: Readonly<Record<NotMoving["kind"], string>> = {
  not_portable: "Stays behind",
  rebuild: "Build again in monday",
  not_visible: "Not visible to Portage",
};

/** What stays behind; each opens into why and what to do instead. */
export function NotMovingList({ items }: { readonly items: readonly NotMoving[] }) {
  const format = useFormat();
  return (
    <div className={styles.rows}>
      {items.map((item) => (
        <Disclosure
          key={`${item.kind} ${item.title}`}
          summary={
            <span className={styles.notMovingHead}>
              <span className={styles.strong}>{item.title}</span>
              <Chip tone="neutral">{kindTexts[item.kind]}</Chip>
              {item.count === null ? null : (
                <span className={styles.quiet}>{format.count(item.count, "record")}</span>
              )}
            </span>
          }
        >
          {() => (
            <div className={styles.notMovingBody}>
              <p className={styles.text}>{item.reason}</p>
              <p className={styles.text}>
                <span className={styles.strong}>Instead:</span> {item.instead}
              </p>
            </div>
          )}
        </Disclosure>
      ))}
    </div>
  );
}
