import { constantDocuments, type MondayDocument } from "./api/documents.ts";
import { removalDocument } from "./removing/removal-document.ts";
import { batchDocument, tagsDocument } from "./writing/batch-document.ts";

/**
 * Every document Portage can send to monday: the constant ones, and of the generated ones each kind of part, alone
 * and repeated. `npm run check` validates them against monday's schema.
 */
export const mondayDocuments: readonly MondayDocument[] = [
  ...constantDocuments,
  ...(["create_item", "update_item", "create_update"] as const).flatMap((kind) => [
    { ...batchDocument([kind], { readBack: false }), name: `PortageWrite ${kind}` },
    { ...batchDocument([kind, kind], { readBack: true }), name: `PortageWrite ${kind} read back` },
  ]),
  {
    ...batchDocument(["create_item", "update_item", "create_update"], { readBack: true }),
    name: "PortageWrite mixed",
  },
  tagsDocument(1),
  ...(["delete_item", "delete_update", "restore_item", "restore_update"] as const).flatMap((kind) => [
    removalDocument(kind, 1),
    { ...removalDocument(kind, 2), name: `${removalDocument(kind, 2).name} repeated` },
  ]),
];
