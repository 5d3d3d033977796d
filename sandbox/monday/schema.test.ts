import { existsSync, readFileSync } from "node:fs";
import {
  buildSchema,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isScalarType,
  isUnionType,
  print,
} from "graphql";
import { describe, expect, it } from "vitest";
import { sandboxSchemaSdl } from "./sdl.ts";

const realSchema = new URL("../../../shared/schema/monday-2026-10.graphql", import.meta.url);

/** Every type, field, argument, default and enum value of a schema as one line each. */
function linesOf(schema: GraphQLSchema): Set<string> {
  const lines = new Set<string>();
  for (const type of Object.values(schema.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    if (isScalarType(type)) lines.add(`scalar ${type.name}`);
    else if (isEnumType(type)) for (const value of type.getValues()) lines.add(`${type.name}.${value.name}`);
    else if (isUnionType(type))
      for (const member of type.getTypes()) lines.add(`${type.name} | ${member.name}`);
    else if (isInputObjectType(type)) {
      for (const field of Object.values(type.getFields())) {
        lines.add(`${type.name}.${field.name}: ${field.type}${defaultOf(field.astNode?.defaultValue)}`);
      }
    } else if (isObjectType(type) || isInterfaceType(type)) {
      for (const field of Object.values(type.getFields())) {
        lines.add(`${type.name}.${field.name}: ${field.type}`);
        for (const argument of field.args) {
          const value = defaultOf(argument.astNode?.defaultValue);
          lines.add(`${type.name}.${field.name}(${argument.name}: ${argument.type}${value})`);
        }
      }
      for (const shared of type.getInterfaces()) lines.add(`${type.name} implements ${shared.name}`);
    }
  }
  return lines;
}

function defaultOf(node: Parameters<typeof print>[0] | undefined): string {
  return node ? ` = ${print(node)}` : "";
}

describe("the schema of the stand-in", () => {
  it.skipIf(!existsSync(realSchema))("says nothing that monday's own schema does not say", () => {
    const real = linesOf(buildSchema(readFileSync(realSchema, "utf8")));
    const invented = [...linesOf(buildSchema(sandboxSchemaSdl))].filter((line) => !real.has(line));
    expect(invented).toEqual([]);
  });

  it.skipIf(!existsSync(realSchema))("leaves out no argument that must be sent", () => {
    const subset = buildSchema(sandboxSchemaSdl);
    const real = buildSchema(readFileSync(realSchema, "utf8"));
    const missing = [subset.getMutationType(), subset.getQueryType()].flatMap((type) =>
      Object.values(type?.getFields() ?? {}).flatMap((field) => {
        const realType = type?.name === "Query" ? real.getQueryType() : real.getMutationType();
        const required =
          realType?.getFields()[field.name]?.args.filter((arg) => String(arg.type).endsWith("!")) ?? [];
        return required
          .filter((arg) => !field.args.some(({ name }) => name === arg.name))
          .map((arg) => arg.name);
      }),
    );
    expect(missing).toEqual([]);
  });
});
