import {
  execute,
  GraphQLError,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
} from "graphql";
import { adminSchema } from "./schema/load-schema.ts";

export type Asked = {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
};

// A field that Shopify has and the simulator has not must not pass for an empty one.
const strictly: GraphQLFieldResolver<unknown, unknown> = (
  source,
  args: object,
  _context,
  { fieldName, parentType },
) => {
  const known = source as Record<string, unknown>;
  if (!(fieldName in known))
    throw new GraphQLError(
      `the simulator does not serve ${parentType.name}.${fieldName}`,
    );
  const value = known[fieldName];
  return typeof value === "function"
    ? (value as (args: object) => unknown)(args)
    : value;
};

export async function executeStrictly(
  document: DocumentNode,
  rootValue: object,
  asked: Partial<Asked> = {},
  schema = adminSchema,
): Promise<ExecutionResult> {
  return execute({
    schema,
    document,
    rootValue,
    variableValues: asked.variables,
    operationName: asked.operationName,
    fieldResolver: strictly,
  });
}
