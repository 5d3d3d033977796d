import type { Switch, SwitchBoard, SwitchValue } from "./types.ts";

/** A switch board that its own stand-in can read by id. Readers throw `TypeError` when the kind does not match. */
export interface ReadableSwitchBoard extends SwitchBoard {
  isOn(id: string): boolean;
  amount(id: string): number;
  chosen(id: string): string;
}

/** Where a board's values come from and go to, so that a stand-in can keep them across restarts. */
export interface SwitchMemory {
  initial: Readonly<Record<string, SwitchValue>>;
  onChange(id: string, value: SwitchValue): void;
}

function withValue(definition: Switch, value: SwitchValue): Switch {
  if (definition.kind === "toggle" && typeof value === "boolean") return { ...definition, value };
  if (definition.kind === "number" && typeof value === "number" && Number.isFinite(value) && value >= 0) {
    return { ...definition, value };
  }
  if (definition.kind === "choice" && typeof value === "string" && definition.choices.includes(value)) {
    return { ...definition, value };
  }
  throw new RangeError(`"${String(value)}" is no value for the switch "${definition.id}"`);
}

/** Builds a board from its definitions (whose values are the defaults). Remembered values of unknown switches are dropped. */
export function createSwitchBoard(
  title: string,
  definitions: readonly Switch[],
  memory: SwitchMemory = { initial: {}, onChange: () => undefined },
): ReadableSwitchBoard {
  const switches = new Map<string, Switch>();
  for (const definition of definitions) {
    const remembered = memory.initial[definition.id];
    switches.set(definition.id, remembered === undefined ? definition : withValue(definition, remembered));
  }
  const find = (id: string): Switch => {
    const found = switches.get(id);
    if (found === undefined) throw new RangeError(`unknown switch "${id}"`);
    return found;
  };
  const wrongKind = (id: string): never => {
    throw new TypeError(`the switch "${id}" is of another kind`);
  };
  return {
    title,
    list: () => [...switches.values()],
    set(id, value) {
      switches.set(id, withValue(find(id), value));
      memory.onChange(id, value);
    },
    isOn(id) {
      const found = find(id);
      return found.kind === "toggle" ? found.value : wrongKind(id);
    },
    amount(id) {
      const found = find(id);
      return found.kind === "number" ? found.value : wrongKind(id);
    },
    chosen(id) {
      const found = find(id);
      return found.kind === "choice" ? found.value : wrongKind(id);
    },
  };
}
