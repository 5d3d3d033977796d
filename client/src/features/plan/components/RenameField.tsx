import { TextField } from "@vibe/core";
import { useId, useState } from "react";

interface RenameFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onRename: (title: string) => void;
  /** What an emptied field asks for; without it the old value comes back. */
  readonly onClear?: () => void;
  readonly disabled?: boolean;
  /** Characters monday allows; 255 for names. */
  readonly maxLength?: number;
}

/** A name that is saved when the field is left or Enter is pressed; Escape brings the old one back. */
export function RenameField({
  label,
  value,
  onRename,
  onClear,
  disabled,
  maxLength = 255,
}: RenameFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const commit = () => {
    const title = draft?.trim() ?? value;
    setDraft(null);
    if (title === value) return;
    if (title === "") onClear?.();
    else onRename(title);
  };
  return (
    <TextField
      id={id}
      title={label}
      value={draft ?? value}
      maxLength={maxLength}
      size="small"
      disabled={disabled === true}
      controlled
      onChange={(title) => setDraft(title)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter") commit();
        if (event.key !== "Escape" || draft === null) return;
        event.stopPropagation();
        setDraft(null);
      }}
    />
  );
}
