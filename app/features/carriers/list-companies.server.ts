import { Prisma } from "@prisma/client";
import type { CarrierOption } from "#app/components/carrier-option.ts";
import type { Database } from "#app/db.server.ts";
import type { CarriersQuery } from "./carriers-query.ts";
import { builtinCompanies } from "./resolve-carrier.ts";
import type { CompanyVolume } from "./sum-companies.server.ts";

export type CompanyCounts = CompanyVolume & {
  /** '' for parcels without a company. */
  name: string;
  /** The merchant's mapping. */
  mappedId: string | null;
  needing: number;
  /** Of those, the ones that KeyDelivery refused. */
  rejected: number;
  silent: number;
};

type Asked = {
  shopId: string;
  /** What is kept of all its companies. */
  volumes: readonly CompanyVolume[];
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
  candidates: CarrierOption[];
  /** A job gives its parcels their carrier now. */
  isApplying: boolean;
};

/** One company name; undefined where no parcel of the shop had it. */
export async function findCompany(
  db: Pick<Database, "$queryRaw">,
  asked: Asked & { key: string },
): Promise<OneCompany | undefined> {
  const { shopId, volumes, key } = asked;
  const extra = Prisma.sql`, ${candidatesOf(asked)} AS candidates, EXISTS (SELECT 1 FROM shop_work
      WHERE shop_id = ${shopId}::uuid AND kind = 'company' AND company_key = ${key}) AS "isApplying"`;
  const only = Prisma.sql`AND company_key = ${key}`;
  const ofKey = {
    shopId,
    volumes: volumes.filter((volume) => volume.key === key),
  };
  const [found] = await db.$queryRaw<
    OneCompany[]
  >`${counted(ofKey, { only, extra })} WHERE key = ${key}`;
  return found;
}

const parcelsAsked = 50;
const mostCandidates = 5;

/** What detection said of a company's parcels that need a carrier: of the newest of them, the most frequent first. */
const candidatesOf = ({ shopId, key }: { shopId: string; key: string }) =>
  Prisma.sql`(SELECT COALESCE(json_agg(json_build_object('id', id, 'name', name)), '[]') FROM (
      SELECT candidate ->> 'carrierId' AS id, max(candidate ->> 'name') AS name FROM (
        SELECT candidates FROM shipment WHERE shop_id = ${shopId}::uuid AND company_key = ${key}
          AND archived_at IS NULL AND (state IN ('needs_carrier', 'failed') OR attention = 'silent')
          AND jsonb_typeof(candidates) = 'array'
        ORDER BY id DESC LIMIT ${parcelsAsked}
      ) AS newest, jsonb_array_elements(candidates) WITH ORDINALITY AS of_number(candidate, place)
      WHERE candidate ->> 'carrierId' IS NOT NULL
      GROUP BY 1 ORDER BY count(*) DESC, min(place), 1 LIMIT ${mostCandidates}
    ) AS frequent)`;

// The kept table tells the names, so that no parcel is read but those that need a look.
const counted = (
  { shopId, volumes }: Asked,
  { only, extra } = { only: Prisma.empty, extra: Prisma.empty },
) => Prisma.sql`WITH volume AS (
      SELECT * FROM unnest(${volumes.map(({ key }) => key)}::text[], ${volumes.map(({ parcels }) => parcels)}::int[],
        ${volumes.map(({ registered }) => registered)}::int[], ${volumes.map(({ usualId }) => usualId)}::text[],
        ${volumes.map(({ transitDays }) => transitDays)}::float8[]
      ) AS kept(company_key, parcels, registered, usual_id, transit_days)
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
      SELECT company_key AS key, name, mapped.carrier_id AS mapped_id, usual_id, transit_days, parcels, registered,
        needing, rejected, silent
      FROM known LEFT JOIN volume USING (company_key) LEFT JOIN misfit USING (company_key)
        LEFT JOIN mapped USING (company_key)
    )
    SELECT key, name, mapped_id AS "mappedId", usual_id AS "usualId", transit_days AS "transitDays", COALESCE(parcels, 0) AS parcels,
      COALESCE(registered, 0) AS registered, COALESCE(needing, 0) AS needing, COALESCE(rejected, 0) AS rejected,
      COALESCE(silent, 0) AS silent ${extra}
    FROM listed`;
