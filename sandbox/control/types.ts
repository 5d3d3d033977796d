/**
 * One switch of the sandbox: a limit, a fault or an option of a stand-in server.
 *
 * Every stand-in lists its switches; the control page draws them and tests flip them by id. A switch never
 * changes what the product does, only how the other side answers.
 */
export type Switch = { id: string; label: string; help: string } & (
  | { kind: "toggle"; value: boolean }
  | { kind: "number"; value: number; unit: string }
  | { kind: "choice"; value: string; choices: readonly string[] }
);

export type SwitchValue = boolean | number | string;

/** The switches of one stand-in. `set` throws `RangeError` for an unknown id or a value of the wrong kind. */
export interface SwitchBoard {
  readonly title: string;
  list(): Switch[];
  set(id: string, value: SwitchValue): void;
}
