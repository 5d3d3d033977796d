import { applyCells } from "../cells.ts";
import { idsOf } from "../columns/codec.ts";
import { assetUrl } from "../columns/marks.ts";
import {
  isoSeconds,
  type RequestContext,
  type ResolverMap,
  toNumber,
  writableBoard,
  writableItem,
} from "../context.ts";
import { argumentError, columnNotFound, notFound, platformError } from "../errors.ts";
import type { SandboxAsset, SandboxItem } from "../model.ts";

/** A file of a multipart request; only its name and size are kept. */
export interface UploadedFile {
  name: string;
  bytes: number;
}

function newAsset(context: RequestContext, file: unknown, itemId: number): SandboxAsset {
  if (!isUpload(file)) throw argumentError("file is missing: send it as multipart form data");
  const asset: SandboxAsset = {
    id: context.ids.next("asset"),
    name: file.name,
    bytes: file.bytes,
    creatorId: context.user.id,
    createdAtMs: context.nowMs,
    itemId,
  };
  context.world.assets.set(asset.id, asset);
  context.world.touch();
  return asset;
}

function isUpload(file: unknown): file is UploadedFile {
  return file !== null && typeof file === "object" && "bytes" in file && "name" in file;
}

function addToColumn(
  _source: unknown,
  args: { item_id: string; column_id: string; file: unknown },
  context: RequestContext,
): SandboxAsset {
  const item = writableItem(context, args.item_id);
  const board = writableBoard(context, item.boardId);
  const column = board.columns.get(args.column_id);
  if (!column) throw columnNotFound(args.column_id);
  if (column.type !== "file")
    throw platformError("InvalidColumnTypeException", "The column does not take files");
  const asset = newAsset(context, args.file, item.id);
  const cell = [...idsOf(item.cells[column.id]), asset.id];
  const write = {
    world: context.world,
    board,
    column,
    createLabels: false,
    creating: false,
    dropRelationsOnCreate: false,
  };
  applyCells(context.world, item, [{ context: write, written: cell }], { nowMs: context.nowMs });
  return asset;
}

function addToUpdate(_source: unknown, args: { update_id: string; file: unknown }, context: RequestContext) {
  const update = context.world.updates.get(toNumber(args.update_id));
  if (!update) throw notFound("Update", args.update_id);
  const asset = newAsset(context, args.file, update.itemId);
  update.assetIds.push(asset.id);
  return asset;
}

export const assetResolvers: ResolverMap = {
  Query: {
    assets: (_source: unknown, args: { ids: string[] }, { world }) =>
      args.ids.flatMap((id) => world.assets.get(toNumber(id)) ?? []),
  },
  Mutation: { add_file_to_column: addToColumn, add_file_to_update: addToUpdate },
  Item: {
    assets: (item: SandboxItem, _args: unknown, { world }) =>
      [...world.assets.values()].filter((asset) => asset.itemId === item.id),
  },
  Asset: {
    created_at: (asset: SandboxAsset) => isoSeconds(asset.createdAtMs),
    file_extension: (asset: SandboxAsset) => /\.[^.]+$/.exec(asset.name)?.[0] ?? "",
    file_size: (asset: SandboxAsset) => asset.bytes,
    public_url: (asset: SandboxAsset, _args: unknown, { world }) => assetUrl(world, asset),
    uploaded_by: (asset: SandboxAsset, _args: unknown, { world }) => world.users.get(asset.creatorId),
    url: (asset: SandboxAsset, _args: unknown, { world }) => assetUrl(world, asset),
    url_thumbnail: () => null,
  },
};
