import { SelectField } from "../../../components/SelectField.tsx";
import type { Assignable } from "../../../lib/contract.ts";

interface UserSelectProps {
  readonly label: string;
  readonly users: readonly Assignable[];
  /** Null while nobody is chosen. */
  readonly value: string | null;
  readonly onChange: (userId: string) => void;
  readonly isLabelHidden?: boolean;
  readonly disabled?: boolean;
}

/** One of the monday users who can be assigned; typing a name finds it, as in every select of the browser. */
export function UserSelect({ users, value, onChange, ...rest }: UserSelectProps) {
  const options = users.map(({ id, name, email }) => ({ value: id, text: `${name} (${email})` }));
  if (value === null) options.unshift({ value: "", text: "Choose somebody" });
  else if (!users.some(({ id }) => id === value)) options.unshift({ value, text: `User ${value}` });
  return (
    <SelectField
      {...rest}
      value={value ?? ""}
      options={options}
      onChange={(userId) => {
        if (userId !== "") onChange(userId);
      }}
    />
  );
}
