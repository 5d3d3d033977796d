import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  validate,
} from "graphql";

/** A request's document, parsed and checked against the schema once. */
export interface KnownDocument {
  document: DocumentNode;
  operations: ReadonlyMap<string, OperationDefinitionNode>;
  fragments: ReadonlyMap<string, SelectionSetNode>;
  errors: readonly GraphQLError[];
}

const REMEMBERED_MAX = 500;

/** Remembers documents by their text: callers send the same one with other variables thousands of times. */
export function createDocumentCache(schema: GraphQLSchema): (text: string) => KnownDocument {
  const known = new Map<string, KnownDocument>();
  return (text) => {
    const hit = known.get(text);
    if (hit) return hit;
    const fresh = readDocument(schema, text);
    if (known.size >= REMEMBERED_MAX) {
      const oldest = known.keys().next();
      if (!oldest.done) known.delete(oldest.value);
    }
    known.set(text, fresh);
    return fresh;
  };
}

function readDocument(schema: GraphQLSchema, text: string): KnownDocument {
  try {
    const document = parse(text);
    const operations = new Map<string, OperationDefinitionNode>();
    const fragments = new Map<string, SelectionSetNode>();
    for (const node of document.definitions) {
      if (node.kind === Kind.OPERATION_DEFINITION) operations.set(node.name?.value ?? "", node);
      if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node.selectionSet);
    }
    const errors = validate(schema, document).map((error) => withCode(error, "GRAPHQL_VALIDATION_FAILED"));
    return { document, operations, fragments, errors };
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause;
    return {
      document: { kind: Kind.DOCUMENT, definitions: [] },
      operations: new Map(),
      fragments: new Map(),
      errors: [withCode(cause, "GRAPHQL_PARSE_FAILED")],
    };
  }
}

function withCode(error: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes ?? null,
    source: error.source ?? null,
    positions: error.positions ?? null,
    extensions: { code, status_code: 400 },
  });
}
