import { Prisma } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import type { TransitBucket } from "#app/domain/transit-histogram.ts";
import type { CarriersQuery } from "./carriers-query.ts";
import { builtinCompanies } from "./resolve-carrier.ts";

export type CompanyCounts = {
  key: string;
  /** '' for parcels without a company. */
  name: string;
  /** The merchant's mapping. */
  mappedId: string | null;
  /** The carrier of most of its parcels. */
  usualId: string | null;
  parcels: number;
  registered: number;
  needing: number;
  /** Of those, the ones that KeyDelivery refused. */
  rejected: number;
  silent: number;
};

type Asked = {
  shopId: string;
  /** The first day that counts, "YYYY-MM-DD". */
  from: string;
};

/** A page of the company names of a shop's parcels: those that need a person first, then by volume. */
export function listCompanies(
  db: Pick<Database, "$queryRaw">,
  asked: Asked & {
    /** Part of a company's key; '' for all. */
    search: string;
    by: CarriersQuery["by"];
    limit: number;
    offset: number;
  },
): Promise<CompanyCounts[]> {
  const { search, by, limit, offset } = asked;
  return db.$queryRaw<CompanyCounts[]>`
    ${counted(asked)}
    WHERE strpos(key, ${search}) > 0 AND ${chosenBy(by)}
    ORDER BY COALESCE(needing, 0) + COALESCE(silent, 0) DESC, COALESCE(parcels, 0) DESC, key
    LIMIT ${limit} OFFSET ${offset}`;
}

function chosenBy(by: CarriersQuery["by"]) {
  const builtin = Prisma.sql`key = ANY(${builtinCompanies})`;
  switch (by) {
    case "all":
      return Prisma.sql`true`;
    case "attention":
      return Prisma.sql`COALESCE(needing, 0) + COALESCE(silent, 0) > 0`;
    case "mapping":
      return Prisma.sql`mapped_id IS NOT NULL`;
    case "builtin":
      return Prisma.sql`mapped_id IS NULL AND ${builtin}`;
    case "detection":
      return Prisma.sql`mapped_id IS NULL AND NOT ${builtin}`;
  }
}

type OneCompany = CompanyCounts & {
  buckets: TransitBucket[];
  /** A job gives its parcels their carrier now. */
  isApplying: boolean;
};

/** One company name, with its transit times; undefined where no parcel of the shop had it. */
export async function findCompany(
  db: Pick<Database, "$queryRaw">,
  asked: Asked & { key: string },
): Promise<OneCompany | undefined> {
  const { shopId, from, key } = asked;
  const transit = Prisma.sql`, COALESCE((SELECT json_agg(bucket) FROM (
      SELECT half_days AS "halfDays", sum(parcels)::int AS parcels FROM delivered_day
      WHERE shop_id = ${shopId}::uuid AND day >= ${from}::date AND company_key = ${key} GROUP BY 1
    ) AS bucket), '[]') AS buckets, EXISTS (SELECT 1 FROM shop_work
      WHERE shop_id = ${shopId}::uuid AND kind = 'company' AND company_key = ${key}) AS "isApplying"`;
  const only = Prisma.sql`AND company_key = ${key}`;
  const [found] = await db.$queryRaw<
    OneCompany[]
  >`${counted(asked, { only, transit })} WHERE key = ${key}`;
  return found;
}

// The kept table tells the names, so that no parcel is read but those that need a look.
const counted = (
  { shopId, from }: Asked,
  { only, transit } = { only: Prisma.empty, transit: Prisma.empty },
) => Prisma.sql`WITH of_carrier AS (
      SELECT company_key, carrier_id, sum(shipped) AS shipped, sum(registered) AS registered FROM shipped_day
      WHERE shop_id = ${shopId}::uuid AND day >= ${from}::date ${only} GROUP BY 1, 2
    ), volume AS (
      SELECT company_key, sum(shipped)::int AS parcels, sum(registered)::int AS registered,
        (array_agg(carrier_id ORDER BY shipped DESC, carrier_id) FILTER (WHERE carrier_id <> ''))[1] AS usual_id
      FROM of_carrier GROUP BY 1
    ), misfit AS (
      SELECT company_key, count(*) FILTER (WHERE state IN ('needs_carrier', 'failed'))::int AS needing,
        count(*) FILTER (WHERE state = 'failed' OR state = 'needs_carrier' AND refused_carriers <> '{}')::int AS rejected,
        count(*) FILTER (WHERE attention = 'silent')::int AS silent
      FROM shipment WHERE shop_id = ${shopId}::uuid AND archived_at IS NULL
        AND (state IN ('needs_carrier', 'failed') OR attention = 'silent') ${only} GROUP BY 1
    ), mapped AS (
      SELECT company_key, company, carrier_id FROM carrier_mapping WHERE shop_id = ${shopId}::uuid ${only}
    ), known AS (
      SELECT company_key, name FROM company WHERE shop_id = ${shopId}::uuid ${only}
      UNION ALL SELECT company_key, company FROM mapped
        WHERE NOT EXISTS (SELECT 1 FROM company WHERE shop_id = ${shopId}::uuid AND company_key = mapped.company_key)
      UNION ALL SELECT '', '' WHERE EXISTS (SELECT 1 FROM volume WHERE company_key = '')
        OR EXISTS (SELECT 1 FROM misfit WHERE company_key = '')
    ), listed AS (
      SELECT company_key AS key, name, mapped.carrier_id AS mapped_id, usual_id, parcels, registered, needing,
        rejected, silent
      FROM known LEFT JOIN volume USING (company_key) LEFT JOIN misfit USING (company_key)
        LEFT JOIN mapped USING (company_key)
    )
    SELECT key, name, mapped_id AS "mappedId", usual_id AS "usualId", COALESCE(parcels, 0) AS parcels,
      COALESCE(registered, 0) AS registered, COALESCE(needing, 0) AS needing, COALESCE(rejected, 0) AS rejected,
      COALESCE(silent, 0) AS silent ${transit}
    FROM listed`;
