import styles from "./Facts.module.css";

/** Short facts side by side, figures most of them. */
export function Facts({ facts }: { readonly facts: readonly string[] }) {
  return (
    <p className={styles.facts}>
      {facts.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </p>
  );
}
