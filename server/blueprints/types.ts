export type {
  Blueprint,
  BoardBlueprint,
  ColumnBlueprint,
  LabelDefault,
} from "../core/planning/blueprint.ts";
