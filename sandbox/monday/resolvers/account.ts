import { STATUS_LABEL_CHARS_MAX, STATUS_LABELS_MAX } from "../columns/status-labels.ts";
import { isoSeconds, pageOf, type RequestContext, type ResolverMap, toNumber } from "../context.ts";
import { platformError } from "../errors.ts";
import type { SandboxProduct, SandboxUser, SandboxWorkspace } from "../model.ts";
import { STATUS_COLORS } from "../palette.ts";

const VERSIONS = [
  { kind: "release_candidate", value: "2027-01", display_name: "Release Candidate 2027-01" },
  { kind: "current", value: "2026-10", display_name: "Current 2026-10" },
  { kind: "maintenance", value: "2026-07", display_name: "Maintenance 2026-07" },
];
const USERS_LIMIT_MAX = 1000;
/** Seats a plan is sold with in the stand-in. */
const MAX_USERS = { free: 2, basic: 10, standard: 10, pro: 25, enterprise: 200 };

interface UsersArgs {
  ids?: string[] | null;
  emails?: string[] | null;
  name?: string | null;
  limit: number;
  page: number;
  status?: string[] | null;
  user_kind?: { in?: string[] | null; not_in?: string[] | null } | null;
}

interface WorkspacesArgs {
  ids?: (string | null)[] | null;
  kind?: string | null;
  limit: number;
  page: number;
  state: string;
  query_params?: { account_product_kind?: string | null } | null;
}

function users(_source: unknown, args: UsersArgs, context: RequestContext): SandboxUser[] {
  if (args.limit > USERS_LIMIT_MAX) {
    throw platformError("MaxQueryLimitExceededException", `limit must not be above ${USERS_LIMIT_MAX}`);
  }
  const statuses = args.status ?? ["ACTIVE", "PENDING"];
  const ids = args.ids?.map(toNumber);
  const wanted = args.name?.toLowerCase();
  const found = [...context.world.users.values()].filter((user) => {
    const kind = user.kind.toUpperCase();
    return (
      statuses.includes(user.status) &&
      (!ids || ids.includes(user.id)) &&
      (!args.emails || args.emails.includes(user.email)) &&
      (!wanted || user.name.toLowerCase().includes(wanted)) &&
      (!args.user_kind?.in || args.user_kind.in.includes(kind)) &&
      !args.user_kind?.not_in?.includes(kind)
    );
  });
  return pageOf(found, args.limit, args.page);
}

function workspaces(_source: unknown, args: WorkspacesArgs, { world }: RequestContext): SandboxWorkspace[] {
  const ids = args.ids?.map(toNumber);
  const productKind = args.query_params?.account_product_kind;
  const found = [...world.workspaces.values()].filter(
    (workspace) =>
      (args.state === "all" || workspace.state === args.state) &&
      (!ids || ids.includes(workspace.id)) &&
      (!args.kind || workspace.kind === args.kind) &&
      (!productKind || productOf(world.products, workspace)?.kind === productKind),
  );
  return pageOf(found, args.limit, args.page);
}

function productOf(
  products: readonly SandboxProduct[],
  workspace: SandboxWorkspace,
): SandboxProduct | undefined {
  return products.find((product) => product.id === workspace.productId);
}

function productJson(product: SandboxProduct, context: RequestContext) {
  return {
    id: product.id,
    kind: product.kind,
    tier: context.world.plan,
    default_workspace_id: product.defaultWorkspaceId,
  };
}

function account(_source: unknown, _args: unknown, context: RequestContext) {
  const { world } = context;
  return {
    id: world.id,
    name: world.name,
    slug: world.slug,
    tier: world.plan,
    plan: {
      tier: world.plan,
      period: world.plan === "free" ? null : "yearly",
      max_users: MAX_USERS[world.plan],
      version: 9,
    },
    products: world.products.map((product) => productJson(product, context)),
    active_members_count: [...world.users.values()].filter((user) => user.status === "ACTIVE").length,
    country_code: "US",
    created_at: isoSeconds(world.createdAtMs),
    first_day_of_the_week: "monday",
    is_during_trial: false,
    is_trial_expired: false,
    sign_up_product_kind: "core",
  };
}

/** The JSON schema of a column type's settings; only the parts with a limit worth knowing. */
function columnTypeSchema(_source: unknown, { type }: { type: string }): unknown {
  if (type !== "status") return { type: "object", properties: { settings: { type: "object" } } };
  return {
    type: "object",
    properties: {
      settings: {
        type: "object",
        properties: {
          labels: {
            type: "array",
            maxItems: STATUS_LABELS_MAX,
            items: {
              type: "object",
              properties: {
                label: { type: "string", maxLength: STATUS_LABEL_CHARS_MAX },
                color: { enum: STATUS_COLORS.map((color) => color.id) },
                index: { type: "integer", minimum: 0, maximum: STATUS_LABELS_MAX - 1 },
              },
            },
          },
        },
      },
    },
  };
}

export const accountResolvers: ResolverMap = {
  Query: {
    me: (_source: unknown, _args: unknown, context) => context.user,
    users,
    account,
    workspaces,
    complexity: (_source: unknown, _args: unknown, context) => context.complexity,
    version: () => VERSIONS[1],
    versions: () => VERSIONS,
    get_column_type_schema: columnTypeSchema,
    platform_api: (_source: unknown, _args: unknown, { limits }) => ({
      daily_limit: { base: limits.dailyLimit(), total: limits.dailyLimit(), addon: null },
    }),
  },
  Mutation: {
    complexity: (_source: unknown, _args: unknown, context) => context.complexity,
  },
  User: {
    account,
    account_id: (user: SandboxUser) => user.accountId,
    account_products: (_user: SandboxUser, _args: unknown, context) =>
      context.world.products.map((product) => productJson(product, context)),
    country_code: () => "US",
    created_at: (user: SandboxUser) => isoSeconds(user.createdAtMs),
    is_deleted: () => false,
    is_email_confirmed: (user: SandboxUser) => user.status !== "PENDING",
    photo_url: (user: SandboxUser, _args: unknown, { world }) => {
      const url = `https://${world.slug}.monday.com/photos/${user.id}`;
      return { original: url, small: url, thumb: url, thumb_small: url, tiny: url };
    },
    time_zone_identifier: (_user: SandboxUser, _args: unknown, { world }) => world.timeZone,
    url: (user: SandboxUser, _args: unknown, { world }) =>
      `https://${world.slug}.monday.com/users/${user.id}`,
  },
  Workspace: {
    account_product: (workspace: SandboxWorkspace, _args: unknown, context) => {
      const product = productOf(context.world.products, workspace);
      return product ? productJson(product, context) : null;
    },
    created_at: (workspace: SandboxWorkspace) => isoSeconds(workspace.createdAtMs),
    is_default_workspace: (workspace: SandboxWorkspace) => workspace.isDefault,
    owners_subscribers: (_source: SandboxWorkspace, _args: unknown, { world }) =>
      [...world.users.values()].filter((user) => user.kind === "admin"),
    users_subscribers: (_source: SandboxWorkspace, args: { limit: number; page: number }, { world }) =>
      pageOf(
        [...world.users.values()].filter((user) => user.status === "ACTIVE"),
        args.limit,
        args.page,
      ),
  },
};
