import { Prisma } from "@prisma/client";
import type pg from "pg";
import type { Database } from "#app/db.server.ts";

type PlanNode = {
  "Node Type": string;
  "Relation Name"?: string;
  "Actual Rows": number;
  "Actual Loops": number;
  "Rows Removed by Filter"?: number;
  "Rows Removed by Index Recheck"?: number;
  Plans?: PlanNode[];
};

/** How the database carried a statement out: how it read the parcels, and how many of them. */
export type Reading = { text: string; isSequential: boolean; rows: number };

/** A client that notes how each of its statements reads parcels. */
export function explaining(db: Database, pool: pg.Pool) {
  const readings: Reading[] = [];
  const $queryRaw = async (
    given: TemplateStringsArray | Prisma.Sql,
    ...values: unknown[]
  ) => {
    const asked = "sql" in given ? given : Prisma.sql(given, ...values);
    const { rows } = await pool.query<{ "QUERY PLAN": [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${asked.text}`,
      asked.values,
    );
    const plan = rows[0]!["QUERY PLAN"][0].Plan;
    const scans = nodesOf(plan).filter(
      (node) => node["Relation Name"] === "shipment",
    );
    readings.push({
      text: asked.text,
      isSequential: scans.some((node) => node["Node Type"] === "Seq Scan"),
      rows: scans.reduce((sum, node) => sum + rowsOf(node), 0),
    });
    return db.$queryRaw(asked);
  };
  return { db: { $queryRaw } as Pick<Database, "$queryRaw">, readings };
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
