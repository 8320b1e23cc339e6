import { GraphQLError, type DocumentNode } from "graphql";
import { orderQueries } from "./admin-orders.ts";
import { requireGid, type Asker } from "./asker.ts";
import { readBulkQuery, runBulkQuery } from "./bulk-query.ts";
import { pageOf, type PageArgs } from "./page.ts";
import { parseTerms } from "./search.ts";
import { createIds, gid, type SimulatedShop } from "./world.ts";

type BulkOperation = {
  id: string;
  shop: SimulatedShop;
  query: string;
  status: string;
  createdAt: Date;
  completedAt?: Date;
  errorCode?: string;
  lines: string[];
};

const mostAtOnce = 5;
const isActive = ({ status }: BulkOperation) =>
  ["CREATED", "RUNNING", "CANCELING"].includes(status);
const fileOf = ({ lines }: BulkOperation) =>
  lines.map((line) => `${line}\n`).join("");

type Store = {
  own: BulkOperation[];
  start: (query: string, document: DocumentNode) => BulkOperation;
  cancel: (operation: BulkOperation) => void;
  nodeOf: (operation: BulkOperation) => object;
};

/** Bulk queries: what the shop has when one completes, as a file of JSON lines. */
export function createBulk(originOf: () => string) {
  const newId = createIds(7_100_200_300_401n);
  const operations: BulkOperation[] = [];
  let delayMs = 50;

  const after = (ms: number, act: () => unknown) =>
    void setTimeout(act, ms).unref();

  function start(asker: Asker, query: string, document: DocumentNode) {
    const operation: BulkOperation = {
      id: newId(),
      shop: asker.shop,
      query,
      status: "CREATED",
      createdAt: new Date(),
      lines: [],
    };
    operations.push(operation);
    after(delayMs / 2, () => {
      if (operation.status === "CREATED") operation.status = "RUNNING";
    });
    after(delayMs, () => complete(operation, asker, document));
    return operation;
  }

  return {
    setDelay(ms: number) {
      delayMs = ms;
    },
    /** The file at /bulk/<id>.jsonl */
    file(path: string) {
      const found = operations.find(({ id }) => path === `/bulk/${id}.jsonl`);
      return found?.status === "COMPLETED" ? fileOf(found) : undefined;
    },
    resolvers: (asker: Asker) =>
      bulkResolvers({
        own: operations.filter(({ shop }) => shop === asker.shop),
        start: (query, document) => start(asker, query, document),
        cancel(operation) {
          operation.status = "CANCELING";
          after(delayMs / 2, () => (operation.status = "CANCELED"));
        },
        nodeOf: (operation) => bulkNode(operation, originOf()),
      }),
  };
}

function bulkResolvers({ own, start, cancel, nodeOf }: Store) {
  const find = (id: string) => {
    requireGid("BulkOperation", id);
    return own.find((one) => gid("BulkOperation", one.id) === id);
  };
  return {
    bulkOperation({ id }: { id: string }) {
      const found = find(id);
      return found ? nodeOf(found) : null;
    },
    bulkOperations: (asked: PageArgs & BulkSearch) =>
      bulkPage(own, asked, nodeOf),
    bulkOperationRunQuery({ query }: { query: string }) {
      const running = own.filter(isActive);
      if (running.length >= mostAtOnce)
        return refuse("query", ...busy(running));
      const document = readBulkQuery(query);
      return typeof document === "string"
        ? refuse("query", document, "INVALID")
        : accept(nodeOf(start(query, document)));
    },
    bulkOperationCancel({ id }: { id: string }) {
      const found = find(id);
      if (!found) return refuse("id", "Bulk operation does not exist");
      if (!isActive(found))
        return refuse(
          "id",
          `A bulk operation cannot be canceled when it is ${found.status.toLowerCase()}`,
        );
      cancel(found);
      return accept(nodeOf(found));
    },
  };
}

const busy = (running: BulkOperation[]): [message: string, code: string] => [
  `A bulk query operation for this app and shop is already in progress: ${running.map(({ id }) => gid("BulkOperation", id)).join(", ")}.`,
  "OPERATION_IN_PROGRESS",
];

async function complete(
  operation: BulkOperation,
  asker: Asker,
  document: DocumentNode,
) {
  const root = orderQueries({ ...asker, isBulk: true });
  const { lines = [], errorCode } = await runBulkQuery(document, root);
  // It may have been cancelled by now.
  if (operation.status !== "RUNNING") return;
  operation.lines = lines;
  operation.errorCode = errorCode;
  operation.status = errorCode ? "FAILED" : "COMPLETED";
  operation.completedAt = errorCode ? undefined : new Date();
}

function bulkNode(operation: BulkOperation, origin: string) {
  const { id, status, lines } = operation;
  const count = String(lines.length);
  const isFilled = status === "COMPLETED" && lines.length > 0;
  return {
    id: gid("BulkOperation", id),
    status,
    type: "QUERY",
    query: operation.query,
    errorCode: operation.errorCode ?? null,
    createdAt: operation.createdAt.toISOString(),
    completedAt: operation.completedAt?.toISOString() ?? null,
    objectCount: count,
    rootObjectCount: count,
    fileSize: isFilled ? String(Buffer.byteLength(fileOf(operation))) : null,
    url: isFilled ? `${origin}/bulk/${id}.jsonl` : null,
    partialDataUrl: null,
  };
}

type BulkSearch = { query?: string | null; sortKey: string };

function bulkPage(
  operations: BulkOperation[],
  asked: PageArgs & BulkSearch,
  node: (operation: BulkOperation) => object,
) {
  const { sortKey } = asked;
  if (sortKey !== "CREATED_AT")
    throw new GraphQLError(`the simulator does not sort by ${sortKey}`);
  const found = parseTerms(asked.query).reduce((left, term) => {
    const { field, comparator, value } = term;
    if (comparator || (field !== "status" && field !== "operation_type"))
      throw new GraphQLError(
        `the simulator does not know the search term ${field}`,
      );
    return left.filter(({ status }) =>
      field === "status" ? status.toLowerCase() === value : value === "query",
    );
  }, operations);
  // The newest come first unless it is reversed.
  const newestFirst = { ...asked, reverse: !asked.reverse };
  return pageOf(found, newestFirst, {
    sortKey,
    keyOf: ({ id, createdAt }) => ({
      value: createdAt.getTime(),
      id: BigInt(id),
    }),
    node,
  });
}

const accept = (bulkOperation: object) => ({ bulkOperation, userErrors: [] });

const refuse = (field: string, message: string, code?: string) => ({
  bulkOperation: null,
  userErrors: [{ field: [field], message, ...(code && { code }) }],
});
