/**
 * Every GraphQL document Portage sends to monday, as constant text; values always travel as variables. The test
 * suite validates each against monday's schema.
 */
export interface MondayDocument {
  readonly name: string;
  readonly text: string;
}

function define(text: string): MondayDocument {
  const name = /(?:query|mutation) (\w+)/.exec(text)?.[1];
  if (!name) throw new Error("A document needs an operation name");
  return { name, text };
}

const COST = "complexity { query }";
const COLUMN = "id title type description archived settings revision";

export const accountDocument = define(`query PortageAccount {
  me { id name }
  account { id slug tier plan { tier } products { id kind default_workspace_id } }
}`);

export const dailyLimitDocument = define(
  "query PortageDailyLimit { platform_api { daily_limit { total } } }",
);

export const workspacesDocument = define(`query PortageWorkspaces($page: Int!, $limit: Int!) {
  workspaces(limit: $limit, page: $page, state: active) {
    id name kind description is_default_workspace account_product { id kind }
  }
}`);

export const boardsDocument = define(`query PortageBoards($workspaces: [ID], $page: Int!, $limit: Int!) {
  boards(workspace_ids: $workspaces, limit: $limit, page: $page, state: active) {
    id name type description items_count item_terminology columns { id title type }
  }
}`);

/** Descriptions only: how boards made by an interrupted run are found again. */
export const boardMarkersDocument =
  define(`query PortageBoardMarkers($workspaces: [ID], $page: Int!, $limit: Int!) {
  boards(workspace_ids: $workspaces, limit: $limit, page: $page, state: active) { id type description }
}`);

export const boardShapesDocument = define(`query PortageBoardShapes($ids: [ID!]!, $limit: Int!) {
  boards(ids: $ids, limit: $limit, state: all) {
    id name state url items_limit columns { ${COLUMN} } groups { id title color archived deleted }
  }
}`);

export const itemsLimitDocument = define(`query PortageItemsLimit($workspaces: [ID], $limit: Int!) {
  boards(workspace_ids: $workspaces, limit: $limit, state: active) { id type items_limit }
}`);

export const boardFactsDocument = define(`query PortageBoardFacts($ids: [ID!]!) {
  boards(ids: $ids, state: active) {
    id name items_count items_limit columns { ${COLUMN} } groups { id title archived deleted }
  }
}`);

export const boardPeopleDocument = define(`query PortageBoardPeople($ids: [ID!]!) {
  boards(ids: $ids, state: active) { id subscribers { id } owners { id } }
}`);

export const usersDocument = define(`query PortageUsers($page: Int!, $limit: Int!, $status: [UserStatus!]) {
  users(limit: $limit, page: $page, status: $status) { id name email kind status }
}`);

export const usersByEmailDocument =
  define(`query PortageUsersByEmail($emails: [String!], $limit: Int!, $status: [UserStatus!]) {
  users(emails: $emails, limit: $limit, status: $status) { id name email kind status }
}`);

export const usersByIdDocument =
  define(`query PortageUsersById($ids: [ID!], $limit: Int!, $status: [UserStatus!]) {
  users(ids: $ids, limit: $limit, status: $status) { id name email kind status }
}`);

/* ------------------------------------------------------------------- items */

const ITEM = `id name updated_at group { id }
    column_values(ids: $columns) @include(if: $withValues) { id text value ... on BoardRelationValue { linked_item_ids } }`;

export const itemsFirstDocument =
  define(`query PortageItems($board: [ID!]!, $limit: Int!, $columns: [String!], $withValues: Boolean!) {
  ${COST}
  boards(ids: $board, state: active) { id items_page(limit: $limit) { cursor items { ${ITEM} } } }
}`);

export const itemsNextDocument =
  define(`query PortageItemsNext($cursor: String!, $limit: Int!, $columns: [String!], $withValues: Boolean!) {
  ${COST}
  next_items_page(cursor: $cursor, limit: $limit) { cursor items { ${ITEM} } }
}`);

export const itemsByIdDocument =
  define(`query PortageItemsById($ids: [ID!]!, $limit: Int!, $columns: [String!], $withValues: Boolean!) {
  ${COST}
  items(ids: $ids, limit: $limit, exclude_nonactive: true) { board { id } ${ITEM} }
}`);

export const lookupFirstDocument =
  define(`query PortageLookup($board: ID!, $column: String!, $values: [String]!, $columns: [String!], $limit: Int!) {
  ${COST}
  items_page_by_column_values(board_id: $board, columns: [{ column_id: $column, column_values: $values }], limit: $limit) {
    cursor items { id column_values(ids: $columns) { id text } }
  }
}`);

export const lookupNextDocument =
  define(`query PortageLookupNext($cursor: String!, $columns: [String!], $limit: Int!) {
  ${COST}
  next_items_page(cursor: $cursor, limit: $limit) { cursor items { id column_values(ids: $columns) { id text } } }
}`);

export const emailsFirstDocument =
  define(`query PortageEmails($board: [ID!]!, $columns: [String!], $limit: Int!) {
  ${COST}
  boards(ids: $board, state: active) { items_page(limit: $limit) { cursor items { id column_values(ids: $columns) { id ... on EmailValue { email } } } } }
}`);

export const emailsNextDocument =
  define(`query PortageEmailsNext($cursor: String!, $columns: [String!], $limit: Int!) {
  ${COST}
  next_items_page(cursor: $cursor, limit: $limit) { cursor items { id column_values(ids: $columns) { id ... on EmailValue { email } } } }
}`);

export const itemUpdatesDocument =
  define(`query PortageItemUpdates($ids: [ID!]!, $items: Int!, $limit: Int!, $page: Int!) {
  ${COST}
  items(ids: $ids, limit: $items) { id updates(limit: $limit, page: $page) { id body created_at edited_at } }
}`);

/** Whole updates of items, those of people included. */
export const updatesOfItemsDocument =
  define(`query PortageUpdatesOfItems($ids: [ID!]!, $items: Int!, $limit: Int!, $page: Int!) {
  ${COST}
  items(ids: $ids, limit: $items, exclude_nonactive: true) { id updates(limit: $limit, page: $page) { id body replies { id } } }
}`);

export const activityDocument =
  define(`query PortageActivity($board: [ID!]!, $since: ISO8601DateTime!, $items: [ID!], $limit: Int!, $page: Int!) {
  ${COST}
  boards(ids: $board, state: all) { id activity_logs(from: $since, item_ids: $items, limit: $limit, page: $page) { id event entity data created_at user_id } }
}`);

export const boardStatesDocument = define(`query PortageBoardStates($ids: [ID!]!, $limit: Int!) {
  ${COST}
  boards(ids: $ids, limit: $limit, state: active) {
    id name workspace_id items_count columns { id title type archived settings } groups { id title archived deleted }
  }
}`);

export const archivedBoardsDocument = define(`query PortageArchivedBoards($ids: [ID!]!, $limit: Int!) {
  ${COST}
  boards(ids: $ids, limit: $limit, state: archived) { id }
}`);

/** Whether a group still holds an item: one is enough to know. */
export const groupItemsDocument = define(`query PortageGroupItems($board: [ID!]!, $groups: [String!]) {
  ${COST}
  boards(ids: $board, state: active) { id groups(ids: $groups) { id items_page(limit: 1) { items { id } } } }
}`);

/** Whether a workspace still holds anything: one is enough to know. */
export const workspaceContentDocument = define(`query PortageWorkspaceContent($workspaces: [ID]) {
  ${COST}
  boards(workspace_ids: $workspaces, limit: 1, state: active) { id }
  archived: boards(workspace_ids: $workspaces, limit: 1, state: archived) { id }
}`);

/* ---------------------------------------------------------------- removals */

export const bulkDeleteDocument = define(`mutation PortageBulkDelete($board: ID!, $items: [ID!]!) {
  ${COST}
  bulk_delete_items(board_id: $board, item_ids: $items) { job_id }
}`);

export const jobStatusDocument = define(`query PortageJobStatus($job: ID!) {
  job_status(job_id: $job) { id status error result { total succeeded failed } }
}`);

export const deleteGroupDocument = define(`mutation PortageDeleteGroup($board: ID!, $group: String!) {
  ${COST}
  delete_group(board_id: $board, group_id: $group) { id }
}`);

export const deleteBoardDocument = define(`mutation PortageDeleteBoard($board: ID!) {
  ${COST}
  delete_board(board_id: $board) { id }
}`);

export const deleteWorkspaceDocument = define(`mutation PortageDeleteWorkspace($workspace: ID!) {
  ${COST}
  delete_workspace(workspace_id: $workspace) { id }
}`);

export const unsubscribeDocument = define(`mutation PortageUnsubscribe($board: ID!, $users: [ID!]!) {
  ${COST}
  delete_subscribers_from_board(board_id: $board, user_ids: $users) { id }
}`);

/* --------------------------------------------------------------- structure */

export const createWorkspaceDocument =
  define(`mutation PortageCreateWorkspace($name: String!, $description: String, $product: ID) {
  ${COST}
  create_workspace(name: $name, kind: open, description: $description, account_product_id: $product) { id }
}`);

export const createBoardDocument =
  define(`mutation PortageCreateBoard($name: String!, $workspace: ID, $description: String, $nickname: ItemNicknameInput) {
  ${COST}
  create_board(board_name: $name, board_kind: public, workspace_id: $workspace, description: $description, empty: true, item_nickname: $nickname) { id url }
}`);

/** Answers JSON: `{"success": true, …}`. */
export const renameBoardDocument = define(`mutation PortageRenameBoard($board: ID!, $name: String!) {
  ${COST}
  update_board(board_id: $board, board_attribute: name, new_value: $name)
}`);

export const createGroupDocument =
  define(`mutation PortageCreateGroup($board: ID!, $name: String!, $color: String, $after: String) {
  ${COST}
  create_group(board_id: $board, group_name: $name, group_color: $color, position_relative_method: after_at, relative_to: $after) { id }
}`);

export const renameGroupDocument =
  define(`mutation PortageRenameGroup($board: ID!, $group: String!, $title: String!) {
  ${COST}
  update_group(board_id: $board, group_id: $group, group_attribute: title, new_value: $title) { id }
}`);

export const colorGroupDocument =
  define(`mutation PortageColorGroup($board: ID!, $group: String!, $color: String!) {
  ${COST}
  update_group(board_id: $board, group_id: $group, group_attribute: color, new_value: $color) { id }
}`);

export const createColumnDocument =
  define(`mutation PortageCreateColumn($board: ID!, $id: String, $title: String!, $description: String, $type: ColumnType!, $defaults: JSON) {
  ${COST}
  create_column(board_id: $board, id: $id, title: $title, description: $description, column_type: $type, defaults: $defaults) { ${COLUMN} }
}`);

export const createStatusColumnDocument =
  define(`mutation PortageCreateStatusColumn($board: ID!, $id: String, $title: String!, $description: String, $defaults: CreateStatusColumnSettingsInput) {
  ${COST}
  create_status_column(board_id: $board, id: $id, title: $title, description: $description, defaults: $defaults) { ${COLUMN} }
}`);

export const createDropdownColumnDocument =
  define(`mutation PortageCreateDropdownColumn($board: ID!, $id: String, $title: String!, $description: String, $defaults: CreateDropdownColumnSettingsInput) {
  ${COST}
  create_dropdown_column(board_id: $board, id: $id, title: $title, description: $description, defaults: $defaults) { ${COLUMN} }
}`);

export const updateStatusColumnDocument =
  define(`mutation PortageUpdateStatusColumn($board: ID!, $id: String!, $revision: String!, $settings: UpdateStatusColumnSettingsInput) {
  ${COST}
  update_status_column(board_id: $board, id: $id, revision: $revision, settings: $settings) { ${COLUMN} }
}`);

export const updateDropdownColumnDocument =
  define(`mutation PortageUpdateDropdownColumn($board: ID!, $id: String!, $revision: String!, $settings: UpdateDropdownColumnSettingsInput) {
  ${COST}
  update_dropdown_column(board_id: $board, id: $id, revision: $revision, settings: $settings) { ${COLUMN} }
}`);

export const updateColumnDocument =
  define(`mutation PortageUpdateColumn($board: ID!, $id: String!, $type: ColumnType!, $revision: String!, $settings: JSON) {
  ${COST}
  update_column(board_id: $board, id: $id, column_type: $type, revision: $revision, settings: $settings) { ${COLUMN} }
}`);

export const renameColumnDocument =
  define(`mutation PortageRenameColumn($board: ID!, $column: String!, $title: String!) {
  ${COST}
  change_column_title(board_id: $board, column_id: $column, title: $title) { ${COLUMN} }
}`);

export const deleteColumnDocument = define(`mutation PortageDeleteColumn($board: ID!, $column: String!) {
  ${COST}
  delete_column(board_id: $board, column_id: $column) { id }
}`);

/* ------------------------------------------------------------------ people */

export const addUsersDocument = define(`mutation PortageAddUsers($board: ID!, $users: [ID!]!) {
  ${COST}
  add_users_to_board(board_id: $board, user_ids: $users, kind: subscriber) { id }
}`);

export const inviteUsersDocument =
  define(`mutation PortageInviteUsers($emails: [String!]!, $product: Product) {
  ${COST}
  invite_users(emails: $emails, user_role: MEMBER, product: $product) { invited_users { id email } errors { email message } }
}`);

/* ------------------------------------------------------------------- tests */

/** All documents with a constant text; generated ones are in `writing/batch-document.ts`. */
export const constantDocuments: readonly MondayDocument[] = [
  accountDocument,
  dailyLimitDocument,
  workspacesDocument,
  boardsDocument,
  boardMarkersDocument,
  boardShapesDocument,
  itemsLimitDocument,
  boardFactsDocument,
  boardPeopleDocument,
  usersDocument,
  usersByEmailDocument,
  usersByIdDocument,
  itemsFirstDocument,
  itemsNextDocument,
  itemsByIdDocument,
  lookupFirstDocument,
  lookupNextDocument,
  emailsFirstDocument,
  emailsNextDocument,
  itemUpdatesDocument,
  updatesOfItemsDocument,
  activityDocument,
  boardStatesDocument,
  archivedBoardsDocument,
  groupItemsDocument,
  workspaceContentDocument,
  bulkDeleteDocument,
  jobStatusDocument,
  deleteGroupDocument,
  deleteBoardDocument,
  deleteWorkspaceDocument,
  unsubscribeDocument,
  createWorkspaceDocument,
  createBoardDocument,
  renameBoardDocument,
  createGroupDocument,
  renameGroupDocument,
  colorGroupDocument,
  createColumnDocument,
  createStatusColumnDocument,
  createDropdownColumnDocument,
  updateStatusColumnDocument,
  updateDropdownColumnDocument,
  updateColumnDocument,
  renameColumnDocument,
  deleteColumnDocument,
  addUsersDocument,
  inviteUsersDocument,
];
