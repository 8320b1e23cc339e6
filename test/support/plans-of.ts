import type { Pool } from "pg";
import { sentWhile, type Statement } from "./count-statements.ts";

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Index Cond"?: string;
  Filter?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
};

/**
 * How the database carries a statement out: the tables that it reads from end to end, by themselves or by an index, how
 * many parcels it reads, and by which indexes it reads their table, where the index alone does not do.
 */
export type Plan = {
  text: string;
  wholeTables: string[];
  parcels: number;
  tableReadBy: string[];
};

/** What is never read from end to end for a page. */
export const bigTables: ReadonlySet<string> = new Set([
  "shipment",
  "fulfillment",
  "tracking",
  "tracking_event",
  "webhook_delivery",
  "push",
  "publication",
  "audit_entry",
  "flow_event",
  "refresh",
  "stale_day",
  "shipped_day",
  "delivered_day",
  "transit_time",
  "kept_sums",
  "company",
  "backfill_item",
  "look_up_slot",
]);

// A join by hashes or by order reads both sides whole, which is right for small tables only.
const whole = ["enable_seqscan", "enable_hashjoin", "enable_mergejoin"];

/**
 * How every statement that something sends to the database while it runs is carried out, were the tables too large to be
 * read whole: a table is read so only where no index serves.
 */
export async function plansOf(
  pool: Pool,
  run: () => Promise<unknown>,
): Promise<Plan[]> {
  const statements = await sentWhile(pool, run);
  const client = await pool.connect();
  const plans: Plan[] = [];
  try {
    for (const way of whole) await client.query(`SET ${way} = off`);
    for (const statement of statements)
      if (isReading(statement)) plans.push(await explain(client, statement));
    return plans;
  } finally {
    for (const way of whole) await client.query(`RESET ${way}`);
    client.release();
  }
}

const isReading = ({ text }: Statement) => /^\s*(SELECT|WITH|\()/i.test(text);

async function explain(
  client: Pick<Pool, "query">,
  { text, values }: Statement,
): Promise<Plan> {
  const { rows } = await client.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
    `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
    values,
  );
  const root = rows[0]!["QUERY PLAN"][0].Plan;
  const nodes = nodesOf(root);
  const ofParcels = nodes.filter(
    (node) => node["Relation Name"] === "shipment",
  );
  return {
    text,
    wholeTables: wholeTablesOf(root),
    parcels: ofParcels.reduce((sum, node) => sum + rowsOf(node), 0),
    tableReadBy: ofParcels
      .filter((node) => node["Node Type"] !== "Index Only Scan")
      .map((node) => node["Index Name"] ?? node["Node Type"]),
  };
}

// Rows pass them one by one, and none is left out.
const passing: ReadonlySet<string> = new Set([
  "Limit",
  "LockRows",
  "Result",
  "Subquery Scan",
]);

/**
 * An index that is read without a condition is read from end to end too, but for what a LIMIT right above it ends: one
 * that has rows left out on the way to it may have to walk past all of another shop's.
 */
function wholeTablesOf(
  node: PlanNode,
  above: { isLimited: boolean; table?: string } = { isLimited: false },
): string[] {
  const type = node["Node Type"];
  const table = node["Relation Name"] ?? above.table;
  const passes = passing.has(type) && !node.Filter;
  const isLimited = passes && (above.isLimited || type === "Limit");
  const isIndex = /^(Bitmap )?Index (Only )?Scan$/.test(type);
  const isBounded =
    node["Index Cond"] !== undefined || (above.isLimited && !node.Filter);
  const isWhole = type === "Seq Scan" || (isIndex && !isBounded);
  return [
    ...(isWhole && table ? [table] : []),
    ...(node.Plans ?? []).flatMap((one) =>
      wholeTablesOf(one, { isLimited, ...(table && { table }) }),
    ),
  ];
}

const nodesOf = (node: PlanNode): PlanNode[] => [
  node,
  ...(node.Plans ?? []).flatMap(nodesOf),
];

const rowsOf = (node: PlanNode) =>
  (node["Actual Rows"] +
    (node["Rows Removed by Filter"] ?? 0) +
    (node["Rows Removed by Index Recheck"] ?? 0)) *
  node["Actual Loops"];
