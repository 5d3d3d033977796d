import { Icon, IconButton } from "@vibe/core";
import { Menu } from "@vibe/icons";
import { type FunctionComponent, useEffect, useId, useRef, useState } from "react";
import styles from "./ActionMenu.module.css";

export interface ActionMenuProps {
  /** Name of the button that opens it. */
  readonly label: string;
  readonly actions: ReadonlyArray<{
    readonly title: string;
    readonly icon: FunctionComponent;
    readonly onSelect: () => void;
  }>;
}

/**
 * A button that shows a short list of actions. Plain buttons in a list rather than Vibe's Menu, whose items carry
 * ARIA attributes their role does not allow. Escape and a click elsewhere close it.
 */
export function ActionMenu({ label, actions }: ActionMenuProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const rootRef = useRef<HTMLDivElement>(null);
  const buttonRef = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: Event) => {
      if (event.target instanceof Node && !rootRef.current?.contains(event.target)) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      buttonRef.current?.focus();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey);
    };
  }, [open]);
  return (
    <div className={styles.menu} ref={rootRef}>
      <IconButton
        ref={buttonRef}
        icon={Menu}
        size="small"
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        hideTooltip
        onClick={() => setOpen(!open)}
      />
      {open ? (
        <ul className={styles.list} id={id}>
          {actions.map((action) => (
            <li key={action.title}>
              <button
                type="button"
                className={styles.action}
                onClick={() => {
                  setOpen(false);
                  buttonRef.current?.focus();
                  action.onSelect();
                }}
              >
                <Icon icon={action.icon} size={18} useCurrentColor />
                {action.title}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
