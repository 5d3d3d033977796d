import {
  buildSchema,
  GraphQLError,
  type GraphQLFieldResolver,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  valueFromASTUntyped,
} from "graphql";
import type { RequestContext, ResolverMap } from "./context.ts";
import { resolverMaps } from "./resolvers/index.ts";
import { CellView, valueResolvers } from "./resolvers/values.ts";
import { sandboxSchemaSdl } from "./sdl.ts";

/** Builds the executable schema: the SDL with resolvers attached to the types that need them. */
export function buildExecutableSchema(): GraphQLSchema {
  const schema = buildSchema(sandboxSchemaSdl);
  const fieldsOf = (typename: string) => {
    const type = schema.getType(typename);
    return isObjectType(type) ? Object.keys(type.getFields()) : [];
  };
  for (const map of [valueResolvers(fieldsOf), ...resolverMaps]) attach(schema, map);
  for (const type of Object.values(schema.getTypeMap())) {
    if (isInterfaceType(type) || isUnionType(type)) type.resolveType = typenameOf;
    if (isScalarType(type) && PASSED_THROUGH.has(type.name)) {
      type.serialize = (value) => value;
      type.parseValue = (value) => value;
      type.parseLiteral = (node, variables) => valueFromASTUntyped(node, variables);
    }
  }
  return schema;
}

const PASSED_THROUGH = new Set(["JSON", "Date", "ISO8601DateTime", "CompareValue", "File"]);

function attach(schema: GraphQLSchema, map: ResolverMap): void {
  for (const [typename, resolvers] of Object.entries(map)) {
    const type = schema.getType(typename);
    if (!isObjectType(type)) throw new Error(`The schema has no object type ${typename}`);
    const fields = type.getFields();
    for (const [name, resolve] of Object.entries(resolvers)) {
      const field = fields[name];
      if (!field) throw new Error(`The schema has no field ${typename}.${name}`);
      field.resolve = resolve as GraphQLFieldResolver<unknown, RequestContext>;
    }
  }
}

function typenameOf(value: unknown): string {
  if (value instanceof CellView) return value.codec.typename;
  if (value !== null && typeof value === "object" && "__typename" in value) return String(value.__typename);
  throw new GraphQLError("The value has no type");
}
