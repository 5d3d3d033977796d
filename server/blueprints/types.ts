export type {
  Blueprint,
  BoardBlueprint,
  ColumnBlueprint,
  DedupeBlueprint,
  LabelDefault,
  UpdateBlueprint,
} from "../core/planning/blueprint.ts";
