/**
 * Cuts a schema of Shopify's down to what the app and its simulator use, with true types: the Admin API's, and the
 * Customer Account API's for the block on a customer's order page.
 *
 *   npm pack @shopify/dev-mcp@1.16.0 && tar xf shopify-dev-mcp-1.16.0.tgz
 *   npm exec -- node test/sandbox/shopify/schema/cut-schema.ts package/dist/data/admin_2026-10.json.gz
 *   npm exec -- node test/sandbox/shopify/schema/cut-schema.ts package/dist/data/customer_2026-07.json.gz
 *
 * Kept: every field that an operation names, every scalar and enum field of the types so reached,
 * connections, payloads, interfaces and input types whole.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import {
  buildClientSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isLeafType,
  isObjectType,
  isUnionType,
  parse,
  printSchema,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type IntrospectionQuery,
  type IntrospectionType,
} from "graphql";
import { orderNumbersQuery } from "../../../../extensions/order-status-block/src/customer-api.ts";
import { readOperations } from "./read-operations.ts";

const folder = new URL(".", import.meta.url);
const keptInterfaces = ["Node", "LegacyInteroperability", "DisplayableError"];
const keptWhole = /(Connection|Edge|Payload|^PageInfo)$/;
const standardDirectives = ["skip", "include", "deprecated", "specifiedBy"];

/** Type name → names of its fields; an empty set for types without fields. */
type Kept = Map<string, Set<string>>;

function usedFields(schema: GraphQLSchema, documents: string[]) {
  const used: Kept = new Map();
  const info = new TypeInfo(schema);
  for (const document of documents)
    visit(
      parse(document),
      visitWithTypeInfo(info, {
        Field(node) {
          const parent = info.getParentType()?.name ?? "";
          if (!info.getFieldDef())
            throw new Error(`${parent}.${node.name.value} does not exist`);
          const fields = used.get(parent) ?? new Set();
          used.set(parent, fields.add(node.name.value));
        },
      }),
    );
  return used;
}

function reach(schema: GraphQLSchema, used: Kept) {
  const kept: Kept = new Map();
  const roots = [schema.getQueryType(), schema.getMutationType()];
  const open: GraphQLNamedType[] = roots.filter(
    (type): type is GraphQLObjectType => type != null && used.has(type.name),
  );
  for (let type = open.pop(); type; type = open.pop()) {
    if (kept.has(type.name)) continue;
    const fields = keptFields(type, used, roots.includes(type as never));
    kept.set(type.name, new Set(fields.map(({ name }) => name)));
    for (const field of fields)
      open.push(
        getNamedType(field.type),
        ...field.args.map((arg) => getNamedType(arg.type)),
      );
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        open.push(getNamedType(field.type));
    if (isObjectType(type) || isInterfaceType(type))
      open.push(
        ...type
          .getInterfaces()
          .filter(({ name }) => keptInterfaces.includes(name)),
      );
  }
  return kept;
}

function keptFields(type: GraphQLNamedType, used: Kept, isRoot: boolean) {
  if (!isCompositeType(type) || isUnionType(type)) return [];
  const isWhole = isInterfaceType(type) || keptWhole.test(type.name);
  const isKept = (field: GraphQLField<unknown, unknown>) =>
    used.get(type.name)?.has(field.name) ||
    (!isRoot && (isWhole || isLeafType(getNamedType(field.type))));
  return Object.values(type.getFields()).filter(isKept);
}

function cut(source: IntrospectionQuery, kept: Kept): IntrospectionQuery {
  const named = ({ name }: { name: string }) => kept.has(name);
  const cutType = (type: IntrospectionType): IntrospectionType => {
    if (type.kind !== "OBJECT" && type.kind !== "INTERFACE") return type;
    const fields = type.fields.filter(({ name }) =>
      kept.get(type.name)?.has(name),
    );
    const interfaces = type.interfaces.filter(named);
    return type.kind === "OBJECT"
      ? { ...type, fields, interfaces }
      : {
          ...type,
          fields,
          interfaces,
          possibleTypes: type.possibleTypes.filter(named),
        };
  };
  const isBuiltIn = ({ name }: { name: string }) => name.startsWith("__");
  const { types, directives, mutationType } = source.__schema;
  return {
    __schema: {
      ...source.__schema,
      mutationType: mutationType && named(mutationType) ? mutationType : null,
      types: types
        .filter((type) => named(type) || isBuiltIn(type))
        .map(cutType),
      directives: directives.filter(({ name }) =>
        standardDirectives.includes(name),
      ),
    },
  };
}

/** Descriptions are two thirds of the text, and on the web. */
function withoutDescriptions(source: IntrospectionQuery) {
  return JSON.parse(
    JSON.stringify(source, (key, value: unknown) =>
      key === "description" ? undefined : value,
    ),
  ) as IntrospectionQuery;
}

function readIntrospection(path: string): IntrospectionQuery {
  const bytes = readFileSync(path);
  const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString();
  const found = JSON.parse(text) as
    IntrospectionQuery | { data: IntrospectionQuery };
  return "data" in found ? found.data : found;
}

async function documentsOf(name: string): Promise<string[]> {
  if (name.startsWith("customer")) return [orderNumbersQuery];
  const foreseen = new URL("foreseen-operations.graphql", folder);
  const own = (await readOperations()).map(({ document }) => document);
  return [readFileSync(foreseen, "utf8"), ...own];
}

async function main(path: string | undefined) {
  if (!path) throw new Error("Which introspection file? See the header.");
  const source = readIntrospection(path);
  const schema = buildClientSchema(source);
  const name = basename(path).replace(/\.json(\.gz)?$/, "");
  const kept = reach(schema, usedFields(schema, await documentsOf(name)));
  const small = buildClientSchema(withoutDescriptions(cut(source, kept)));
  const enums = Object.values(small.getTypeMap()).filter(isEnumType).length;
  writeFileSync(
    new URL(`${name.replace("_", "-")}.graphql`, folder),
    `# Generated by cut-schema.ts from @shopify/dev-mcp. Not edited by hand.\n\n${printSchema(small)}\n`,
  );
  console.info(`${kept.size} types kept, ${enums} of them enums`);
}

await main(process.argv[2]);
