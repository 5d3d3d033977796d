/** The shapes of the stand-in's world: what it keeps, compactly, about one monday account. */

export const COLUMN_TYPES = [
  "name",
  "text",
  "long_text",
  "numbers",
  "status",
  "dropdown",
  "date",
  "timeline",
  "hour",
  "world_clock",
  "email",
  "phone",
  "link",
  "country",
  "location",
  "people",
  "tags",
  "checkbox",
  "rating",
  "file",
  "board_relation",
] as const;

/** Column types this stand-in can hold; the platform has more, Portage writes only these. */
export type SandboxColumnType = (typeof COLUMN_TYPES)[number];

/** Whether the stand-in can hold a column of that type. */
export function isSandboxColumnType(type: string): type is SandboxColumnType {
  return (COLUMN_TYPES as readonly string[]).includes(type);
}

export type JsonValue = string | number | boolean | null | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

/** What a cell keeps. Each codec packs its own type as tightly as it can; see `columns/`. */
export type Cell = string | number | boolean | number[] | string[];

export type UserKind = "admin" | "member" | "view_only" | "guest";
export type UserState = "ACTIVE" | "INACTIVE" | "PENDING";

/** A person of the account. `token` is set for those the stand-in lets sign in. */
export interface SandboxUser {
  readonly id: number;
  readonly accountId: number;
  name: string;
  readonly email: string;
  kind: UserKind;
  status: UserState;
  readonly title: string;
  readonly token: string | null;
  readonly createdAtMs: number;
}

export interface StatusLabel {
  id: number;
  label: string;
  color: string;
  index: number;
  description: string | null;
  is_done: boolean;
  is_deactivated: boolean;
}

export interface DropdownLabel {
  id: number;
  label: string;
  is_deactivated: boolean;
}

export interface SandboxColumn {
  readonly id: string;
  readonly type: SandboxColumnType;
  title: string;
  description: string | null;
  settings: JsonObject;
  revision: number;
  width: number | null;
  /** Label sets of status and dropdown columns; null for the others. */
  statusLabels: StatusLabel[] | null;
  dropdownLabels: DropdownLabel[] | null;
  /** Two-way connect columns: the column on the other side. */
  twin: { boardId: number; columnId: string } | null;
  /** True for the far side of a two-way connect column, which fills itself. */
  reflection: boolean;
}

export interface SandboxGroup {
  readonly id: string;
  title: string;
  color: string;
  position: number;
  state: "active" | "archived" | "deleted";
  /** Active items, ascending by `rank`. */
  items: SandboxItem[];
}

export type ItemState = "active" | "archived" | "deleted";

export interface SandboxItem {
  readonly id: number;
  /** Changes when the item is moved to another board. */
  boardId: number;
  groupId: string;
  name: string;
  state: ItemState;
  /** Place inside the group; cursors remember it, so deletions never shift a page. */
  rank: number;
  readonly createdAtMs: number;
  updatedAtMs: number;
  readonly creatorId: number;
  cells: Record<string, Cell>;
  /** When a cell was changed after the item was created; absent cells carry `createdAtMs`. */
  changedAtMs: Record<string, number> | null;
}

export interface SandboxBoard {
  readonly id: number;
  name: string;
  description: string | null;
  kind: "public" | "private" | "share";
  state: "active" | "archived" | "deleted";
  workspaceId: number;
  itemNickname: string;
  permissions: "everyone" | "collaborators" | "assignee" | "owners";
  creatorId: number;
  ownerIds: Set<number>;
  subscriberIds: Set<number>;
  createdAtMs: number;
  updatedAtMs: number;
  columns: Map<string, SandboxColumn>;
  /** Ids of deleted columns: the platform keeps them reserved. */
  reservedColumnIds: Set<string>;
  groups: SandboxGroup[];
  activeItems: number;
}

export interface SandboxWorkspace {
  readonly id: number;
  name: string;
  description: string | null;
  kind: "open" | "closed" | "template";
  state: "active" | "deleted";
  productId: number;
  isDefault: boolean;
  createdAtMs: number;
}

export interface SandboxProduct {
  readonly id: number;
  readonly kind: string;
  defaultWorkspaceId: number;
}

export interface SandboxUpdate {
  readonly id: number;
  readonly itemId: number;
  readonly parentId: number | null;
  readonly creatorId: number;
  body: string;
  readonly originalCreationDate: string | null;
  readonly createdAtMs: number;
  updatedAtMs: number;
  assetIds: number[];
}

export interface SandboxTag {
  readonly id: number;
  readonly name: string;
  readonly color: string;
}

export interface SandboxAsset {
  readonly id: number;
  readonly name: string;
  readonly bytes: number;
  readonly creatorId: number;
  readonly createdAtMs: number;
  readonly itemId: number;
}

/** A person was told about something; imports must leave this list empty. */
export interface SandboxNotification {
  readonly userId: number;
  readonly reason: "mention";
  readonly updateId: number;
}

export interface SandboxJob {
  readonly id: string;
  readonly createdAtMs: number;
  polls: number;
  readonly total: number;
  readonly failedIds: number[];
}

/** One line of a board's activity log. Values are not kept: the log tells who touched what. */
export interface SandboxActivity {
  readonly id: number;
  readonly boardId: number;
  /** Null for what is about the board itself. */
  readonly itemId: number | null;
  readonly columnId: string | null;
  readonly event: ActivityEvent;
  /** Of a person, or `AUTOMATION_USER_ID`. */
  readonly userId: number;
  readonly atMs: number;
}

export type ActivityEvent =
  | "create_pulse"
  | "update_column_value"
  | "update_name"
  | "archive_pulse"
  | "delete_pulse"
  | "restore_pulse"
  | "move_pulse_into_group"
  | "move_pulse_into_board"
  | "create_column"
  | "delete_column"
  | "update_column_name"
  | "create_group"
  | "update_group_name"
  | "delete_group"
  | "update_board_name"
  | "subscribe"
  | "unsubscribe";

/** Automations act under a number below zero, as practitioners have seen. */
export const AUTOMATION_USER_ID = -4;

export const PLANS = ["free", "basic", "standard", "pro", "enterprise"] as const;
export type Plan = (typeof PLANS)[number];

/** Reads a plan name, falling back to `pro` for anything unknown. */
export function toPlan(value: string): Plan {
  return PLANS.find((plan) => plan === value) ?? "pro";
}
