import type { SandboxAsset } from "../model.ts";
import type { AccountWorld } from "../world.ts";
import { CLEAR, type ColumnCodec, expectObject, idsOf, innerSettings, invalidValue, KEEP } from "./codec.ts";

const DEFAULT_RATING_LIMIT = 5;

/** A checkbox cell is `true` or absent. Sending "false" is accepted and does not uncheck; only null does. */
export const checkboxCodec: ColumnCodec = {
  type: "checkbox",
  typename: "CheckboxValue",
  parse(value, context) {
    const checked = expectObject(value, context).checked;
    if (checked === "true" || checked === true) return true;
    if (checked === "false" || checked === false) return KEEP;
    throw invalidValue(context, value, 'expected {"checked": "true"}');
  },
  parseSimple: (value, context) => {
    if (value === "true") return true;
    if (value === "false") return KEEP;
    throw invalidValue(context, value, 'expected "true"');
  },
  text: () => "v",
  raw: (_cell, changedAt) => ({ checked: true, changed_at: changedAt }),
  fields: (cell) => ({ checked: cell === undefined ? null : true }),
};

export const ratingCodec: ColumnCodec = {
  type: "rating",
  typename: "RatingValue",
  settings(defaults) {
    const limit = Number(innerSettings(defaults).limit ?? DEFAULT_RATING_LIMIT);
    return { limit };
  },
  parse(value, context) {
    return checkedRating(
      expectObject(value, context).rating,
      ratingLimit(context.column.settings.limit),
      () => invalidValue(context, value, "rating does not fit the column's limit"),
    );
  },
  parseSimple: (value, context) =>
    checkedRating(value, ratingLimit(context.column.settings.limit), () =>
      invalidValue(context, value, "rating does not fit the column's limit"),
    ),
  text: String,
  raw: (cell, changedAt) => ({ rating: Number(cell), changed_at: changedAt }),
  fields: (cell) => ({ rating: cell ?? null }),
};

function ratingLimit(setting: unknown): number {
  return typeof setting === "number" && setting > 0 ? setting : DEFAULT_RATING_LIMIT;
}

function checkedRating(value: unknown, limit: number, refuse: () => Error) {
  const rating = typeof value === "string" ? Number(value) : value;
  if (typeof rating !== "number" || !Number.isInteger(rating) || rating < 0 || rating > limit) throw refuse();
  return rating === 0 ? CLEAR : rating;
}

/** A file cell is a list of asset ids; JSON can only empty it. */
export const fileCodec: ColumnCodec = {
  type: "file",
  typename: "FileValue",
  parse(value, context) {
    if (expectObject(value, context).clear_all === true) return CLEAR;
    throw invalidValue(context, value, "files are added with add_file_to_column");
  },
  text: (cell, { world }) =>
    assetsOf(world, idsOf(cell))
      .map((asset) => assetUrl(world, asset))
      .join(", "),
  raw: (cell) => ({ files: idsOf(cell).map((assetId) => ({ assetId, fileType: "ASSET" })) }),
  fields: (cell, { world }) => ({
    files: assetsOf(world, idsOf(cell)).map((asset) => ({
      __typename: "FileAssetValue",
      asset,
      asset_id: asset.id,
      created_at: new Date(asset.createdAtMs).toISOString(),
      creator: world.users.get(asset.creatorId) ?? null,
      creator_id: asset.creatorId,
      is_image: /\.(png|jpe?g|gif|webp)$/i.test(asset.name),
      name: asset.name,
    })),
  }),
};

function assetsOf(world: AccountWorld, ids: readonly number[]): SandboxAsset[] {
  return ids.flatMap((id) => world.assets.get(id) ?? []);
}

/** Where the platform's own pages would serve the file; nothing listens there. */
export function assetUrl(world: AccountWorld, asset: SandboxAsset): string {
  return `https://${world.slug}.monday.com/protected_static/${world.id}/resources/${asset.id}/${encodeURIComponent(asset.name)}`;
}
