import { useFormat } from "../lib/client-context.tsx";
import { durationInWords } from "../lib/format.ts";
import type { PricedOption } from "../lib/source-options.ts";
import { Chip } from "./Chip.tsx";
import { CheckList } from "./ChoiceList.tsx";

export interface SourceOptionsProps {
  readonly options: readonly PricedOption[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** What may be read in addition, each with its price in calls and time before it is chosen. */
export function SourceOptions({ options, chosen, onChange }: SourceOptionsProps) {
  const toggle = (id: string, checked: boolean) => {
    const next = new Set(chosen);
    if (checked) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <CheckList
      legend="Details to read as well"
      value={chosen}
      onChange={toggle}
      choices={options.map((option) => ({
        value: option.id,
        title: option.title,
        detail: option.help,
        badge: <Cost option={option} />,
      }))}
    />
  );
}

function Cost({ option }: { readonly option: PricedOption }) {
  const format = useFormat();
  if (option.cost === null) return <Chip tone="neutral">cost not known</Chip>;
  const { calls, hours } = option.cost;
  if (calls === 0 && hours === 0) return null;
  return (
    <Chip tone="neutral">
      + {format.count(calls, "call")}, {durationInWords(hours * 3600)}
    </Chip>
  );
}
