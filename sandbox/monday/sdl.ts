import { readFileSync } from "node:fs";

/** The part of monday's 2026-10 schema the stand-in speaks; every document Portage sends must be valid against it. */
export const sandboxSchemaSdl: string = readFileSync(new URL("./schema.graphql", import.meta.url), "utf8");
