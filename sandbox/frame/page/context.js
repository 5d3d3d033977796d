/**
 * What `monday.get("context")` holds. Ids of account and user are strings, ids of boards and items numbers.
 *
 * @typedef {"admin" | "member" | "viewer" | "guest"} Role
 * @typedef {{ id: string, name: string, token: string | null }} Person
 * @typedef {object} Setup
 * @property {string} appUrl
 * @property {string} mondayApiUrl
 * @property {{ id: string, slug: string }} account
 * @property {{ id: number, clientId: string, versionId: number }} app
 * @property {Record<Role, Person>} people
 * @property {Record<"good" | "second" | "noApi" | "dead", string>} bizstimKeys
 *
 * @typedef {{ boardId: number, workspaceId: number, itemId?: number | undefined }} Place
 */

const boardViewId = 185_220_417;
const scopes = [
  "me:read",
  "account:read",
  "users:read",
  "boards:read",
  "boards:write",
  "workspaces:read",
  "workspaces:write",
  "updates:write",
  "tags:read",
];

/** @param {Place} place */
function boardViewKeys(place) {
  return {
    boardId: place.boardId,
    boardIds: [place.boardId],
    boardViewId,
    viewMode: "fullScreen",
    instanceId: boardViewId,
    instanceType: "board_view",
    workspaceId: place.workspaceId,
    appFeature: { type: "AppFeatureBoardView", name: "Portage" },
    appFeatureId: 14_001_201,
  };
}

/** @param {Place} place */
function itemViewKeys(place) {
  return {
    boardId: place.boardId,
    boardIds: [place.boardId],
    itemId: place.itemId,
    instanceId: boardViewId + 1,
    instanceType: "item_view",
    workspaceId: place.workspaceId,
    appFeature: { type: "AppFeatureItemView", name: "Portage" },
    appFeatureId: 14_001_202,
  };
}

/**
 * @param {Setup} setup
 * @param {{ role: Role, theme: string, place: Place }} options
 */
export function buildContext(setup, { role, theme, place }) {
  return {
    theme,
    account: { id: setup.account.id },
    user: {
      id: setup.people[role].id,
      isAdmin: role === "admin",
      isGuest: role === "guest",
      isViewOnly: role === "viewer",
      countryCode: "CA",
      currentLanguage: "en",
      timeFormat: "24H",
      timeZoneOffset: -Math.round(new Date().getTimezoneOffset() / 60),
    },
    region: "use1",
    productKind: "crm",
    app: { id: setup.app.id, clientId: setup.app.clientId },
    appVersion: {
      id: setup.app.versionId,
      name: "v1",
      status: "live",
      type: "major",
      versionData: { major: 1, minor: 0, patch: 0, type: "major" },
    },
    permissions: { approvedScopes: scopes, requiredScopes: scopes },
    ...(place.itemId === undefined ? boardViewKeys(place) : itemViewKeys(place)),
  };
}
