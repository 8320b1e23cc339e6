import {
  getNamedType,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
} from "graphql";
import { executeStrictly } from "./execute-strictly.ts";
import { adminSchema } from "./schema/load-schema.ts";

type RootConnection = { nodes?: object[]; edges?: { node?: object }[] };

/**
 * The inner query of a bulk operation, or why Shopify would not run it.
 * @throws GraphQLError for a query that Shopify would run and the simulator cannot
 */
export function readBulkQuery(query: string): DocumentNode | string {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return `Invalid bulk query: ${(error as Error).message}`;
  }
  const [problem] = validate(adminSchema, document);
  if (problem) return `Invalid bulk query: ${problem.message}`;
  const [operation, ...others] = document.definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION || others.length > 0)
    return "Bulk queries must contain a single operation";
  if (operation.operation !== OperationTypeNode.QUERY)
    return "Invalid bulk query: it must be a query";
  if (operation.selectionSet.selections.length !== 1)
    return "Bulk queries must contain a single top level field";
  const depths = connectionDepths(document);
  if (!depths.includes(1))
    return "Bulk queries must contain at least one connection";
  if (depths.some((depth) => depth > 1))
    throw new GraphQLError(
      "the simulator does not serve nested connections in bulk",
    );
  return document;
}

function connectionDepths(document: DocumentNode) {
  const info = new TypeInfo(adminSchema);
  const depths: number[] = [];
  let depth = 0;
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter() {
          depth++;
          const type = info.getType();
          if (type && getNamedType(type).name.endsWith("Connection"))
            depths.push(depth);
        },
        leave() {
          depth--;
        },
      },
    }),
  );
  return depths;
}

/** One line of JSON for each root object, or the code of what went wrong. */
export async function runBulkQuery(document: DocumentNode, root: object) {
  const { data, errors } = await executeStrictly(document, root);
  if (errors) {
    const isDenied = errors.some(
      ({ extensions }) => extensions.code === "ACCESS_DENIED",
    );
    return {
      errorCode: isDenied ? "ACCESS_DENIED" : "INTERNAL_SERVER_ERROR",
    };
  }
  const [connection = {}] = Object.values(data ?? {}) as RootConnection[];
  const nodes =
    connection.nodes ?? connection.edges?.map(({ node }) => node) ?? [];
  return { lines: nodes.map((node) => JSON.stringify(node)) };
}
