import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { buildSchema, type GraphQLSchema, parse, validate } from "graphql";
import { sandboxSchemaSdl } from "../sandbox/monday/index.ts";
import { mondayDocuments } from "../server/connectors/destinations/monday/index.ts";
import { root } from "./local/processes.ts";

/**
 * Validates every GraphQL document the server can send: always against the sandbox's subset, and against monday's
 * full schema when that file lies beside the checkout.
 */
const fullSchemaFile = path.join(root, "../shared/schema/monday-2026-10.graphql");
const schemas: [name: string, schema: GraphQLSchema][] = [
  ["the sandbox's subset", buildSchema(sandboxSchemaSdl)],
];
if (existsSync(fullSchemaFile)) {
  schemas.push(["monday's schema", buildSchema(readFileSync(fullSchemaFile, "utf8"))]);
}

let problems = 0;
for (const [name, schema] of schemas) {
  for (const document of mondayDocuments) {
    for (const error of validate(schema, parse(document.text))) {
      problems += 1;
      console.error(`${document.name} against ${name}: ${error.message}`);
    }
  }
  console.log(`${mondayDocuments.length} documents validated against ${name}`);
}
process.exitCode = problems === 0 ? 0 : 1;
