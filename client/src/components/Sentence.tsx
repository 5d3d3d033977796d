import styles from "./Sentence.module.css";

export interface SentenceProps {
  /** `status` when it can change while one looks. */
  readonly role?: "status";
  readonly children: string;
}

/** The answer of a screen in large type. */
export function Sentence({ role, children }: SentenceProps) {
  return (
    <p className={styles.sentence} {...(role === undefined ? {} : { role })}>
      {children}
    </p>
  );
}
