import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

/**
 * Estimates what a request costs. The platform publishes no formula, so mutations have flat prices and reads grow
 * with the rows asked for: about 3,100 points for a lean page of 500, far more with linked items inside.
 */
interface CostModel {
  createItem: number;
}

const WRITE_COST = 10_000;
const ROOT_READ_COST = 10;
const PER_ROW = 6;
const PER_LINKED_ITEM_ROW = 27;
const DEFAULT_LIMIT = 25;

type Variables = Readonly<Record<string, unknown>>;

export function requestCost(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, SelectionSetNode>,
  variables: Variables,
  model: CostModel,
): number {
  let cost = 0;
  for (const field of fieldsOf(operation.selectionSet, fragments)) {
    if (field.name.value === "complexity" || field.name.value.startsWith("__")) continue;
    cost += operation.operation === "mutation" ? writeCost(field, model) : ROOT_READ_COST;
    cost += readCost(field, fragments, variables, 1);
  }
  return cost;
}

function writeCost(field: FieldNode, model: CostModel): number {
  return field.name.value === "create_item" ? model.createItem : WRITE_COST;
}

/** Price of the lists below a field; `rows` is how many times the field itself is answered. */
function readCost(
  field: FieldNode,
  fragments: ReadonlyMap<string, SelectionSetNode>,
  variables: Variables,
  rows: number,
): number {
  const name = field.name.value;
  const isPage = name.endsWith("items_page") || name === "items_page_by_column_values" || name === "items";
  const hasOwnLimit = field.arguments?.some(
    (argument) => argument.name.value === "limit" || argument.name.value === "ids",
  );
  const counted = isPage && (hasOwnLimit || name !== "items");
  const inner = counted ? rows * limitOf(field, variables) : rows;
  let cost = counted ? inner * PER_ROW : 0;
  if (name === "linked_items") cost += rows * PER_LINKED_ITEM_ROW;
  if (!field.selectionSet) return cost;
  for (const child of fieldsOf(field.selectionSet, fragments))
    cost += readCost(child, fragments, variables, inner);
  return cost;
}

function limitOf(field: FieldNode, variables: Variables): number {
  for (const wanted of ["limit", "ids"]) {
    const argument = field.arguments?.find((candidate) => candidate.name.value === wanted);
    const value = argument ? argumentValue(argument.value, variables) : undefined;
    if (typeof value === "number") return value;
    if (Array.isArray(value)) return value.length;
  }
  return DEFAULT_LIMIT;
}

function argumentValue(node: ValueNode, variables: Variables): unknown {
  if (node.kind === Kind.VARIABLE) return variables[node.name.value];
  if (node.kind === Kind.INT) return Number(node.value);
  return node.kind === Kind.LIST ? node.values : undefined;
}

function* fieldsOf(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, SelectionSetNode>,
): Generator<FieldNode> {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) yield selection;
    else if (selection.kind === Kind.INLINE_FRAGMENT) yield* fieldsOf(selection.selectionSet, fragments);
    else {
      const fragment = fragments.get(selection.name.value);
      if (fragment) yield* fieldsOf(fragment, fragments);
    }
  }
}
