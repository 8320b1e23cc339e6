import type { Pool } from "pg";
import { sentWhile, type Statement } from "./count-statements.ts";

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
};

/**
 * How the database carries a statement out: the tables that it reads from end to end, how many parcels it reads, and by
 * which indexes it reads their table, where the index alone does not do.
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
    await client.query("SET enable_seqscan = off");
    for (const statement of statements)
      if (isReading(statement)) plans.push(await explain(client, statement));
    return plans;
  } finally {
    await client.query("RESET enable_seqscan");
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
  const nodes = nodesOf(rows[0]!["QUERY PLAN"][0].Plan);
  const whole = nodes.filter((node) => node["Node Type"] === "Seq Scan");
  const ofParcels = nodes.filter(
    (node) => node["Relation Name"] === "shipment",
  );
  return {
    text,
    wholeTables: whole.flatMap((node) => node["Relation Name"] ?? []),
    parcels: ofParcels.reduce((sum, node) => sum + rowsOf(node), 0),
    tableReadBy: ofParcels
      .filter((node) => node["Node Type"] !== "Index Only Scan")
      .map((node) => node["Index Name"] ?? node["Node Type"]),
  };
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
