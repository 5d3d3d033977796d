import { Button } from "@vibe/core";
import { useState } from "react";
import styles from "./Fingerprint.module.css";

export interface FingerprintProps {
  /** What the hash is of: "Fingerprint of everything that was read back". */
  readonly label: string;
  /** A SHA-256 in hex. */
  readonly hash: string;
}

/** The first digits of a hash, in groups a person can read out. */
export function shortHash(hash: string): string {
  return hash.slice(0, 16).replace(/(.{4})(?=.)/g, "$1 ");
}

/**
 * A hash, short, with a button that copies all of it. monday's frame may forbid writing to the clipboard; the whole
 * hash is shown then, to be copied by hand.
 */
export function Fingerprint({ label, hash }: FingerprintProps) {
  const [copied, setCopied] = useState<"no" | "yes" | "refused">("no");
  const copy = () => {
    const done = navigator.clipboard?.writeText(hash) ?? Promise.reject(new Error("no clipboard"));
    done.then(
      () => setCopied("yes"),
      () => setCopied("refused"),
    );
  };
  return (
    <div className={styles.line}>
      <code className={styles.hash} title={hash}>
        {copied === "refused" ? hash : shortHash(hash)}
      </code>
      <Button size="small" kind="tertiary" aria-label={`Copy: ${label}`} onClick={copy}>
        Copy
      </Button>
      <span className={styles.said} role="status">
        {copied === "yes" ? "Copied." : copied === "refused" ? "Select the text and copy it." : ""}
      </span>
    </div>
  );
}
