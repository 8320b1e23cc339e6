import type { Pool } from "pg";
import {
  listSorts,
  listUrl,
  emptyQuery,
  type ListQuery,
} from "#app/features/shipments/list-query.ts";
import { writeCursor } from "#app/features/shipments/list-cursor.ts";
import { listViewNames } from "#app/features/shipments/list-views.ts";
import { rangeKeys } from "#app/features/analytics/analytics-range.ts";

const parcelsSampled = 40;

/** An address, and what is to be found in its page. */
export type ServedPath = { path: string; shows: string };

/** A page, and the addresses by which it is asked for: one after the other, round and round. */
export type ServedPage = { name: string; paths: ServedPath[] };

type Sample = {
  id: string;
  number: string;
  order: string;
  shippedAt: Date;
  archived: boolean;
};

/** What merchants open most, of one shop, with parcels and words of its own. */
export async function servedPages(
  pool: Pool,
  domain: string,
): Promise<ServedPage[]> {
  const sample = await sampleOf(pool, domain);
  return [
    { name: "list", paths: listPaths(sample) },
    { name: "search", paths: sample.flatMap(searchPaths) },
    { name: "filters", paths: filterPaths() },
    { name: "home", paths: [anything("/app")] },
    {
      name: "analytics",
      paths: rangeKeys
        .filter((key) => key !== "custom")
        .map((key) => anything(`/app/analytics?range=${key}`)),
    },
    {
      name: "detail",
      paths: sample.map(({ id, number }) => ({
        path: `/app/shipments/${id}`,
        shows: number,
      })),
    },
  ];
}

const anything = (path: string): ServedPath => ({ path, shows: "" });

/** Some of a shop's parcels, from all over its list. */
async function sampleOf(pool: Pool, domain: string): Promise<Sample[]> {
  const { rows } = await pool.query<Sample>(
    `SELECT parcel.id, number, order_name AS order, shipped_at AS "shippedAt", archived_at IS NOT NULL AS archived
     FROM shop CROSS JOIN generate_series(0, $2::int - 1) AS n
     CROSS JOIN LATERAL (SELECT * FROM shipment WHERE shop_id = shop.id AND shipped_at <= reconciled_at - n * interval '18 days'
       ORDER BY shipped_at DESC, id DESC LIMIT 1) AS parcel
     WHERE domain = $1 AND number <> ''`,
    [domain, parcelsSampled],
  );
  return rows;
}

const search = (q: string, shows = ""): ServedPath => ({
  path: listUrl({ ...emptyQuery, q }),
  shows,
});

// By order, by a whole number, by its start, by its end, by what is in many numbers, and for nothing.
// The archive is a view of its own.
const searchPaths = ({ number, order, ...parcel }: Sample) => [
  search(order, parcel.archived ? "" : parcel.id),
  search(number, parcel.archived ? "" : parcel.id),
  search(number.slice(0, 9)),
  search(number.slice(-6)),
  search(number.slice(3, 8)),
  search(`${number.slice(-8)}0`),
];

// The first page in each order, and pages from all over the list, onwards and back.
function listPaths(sample: Sample[]) {
  const pages = sample.flatMap(({ id, shippedAt: at }, index) =>
    writeCursor({
      direction: index % 2 ? "before" : "after",
      sort: "shipped_desc",
      place: { at, id },
    }),
  );
  return [
    ...listSorts.map((sort) => listUrl({ ...emptyQuery, sort })),
    ...pages.map((cursor) => listUrl(emptyQuery, cursor)),
  ].map(anything);
}

const narrowings: Partial<ListQuery>[] = [
  {},
  { status: ["exception", "delivered"] },
  { carrier: ["ups"] },
  { carrier: ["dhl_de", "gls"] },
  { country: ["BR", "KR"] },
  { country: ["US"], carrier: ["usps"] },
  { registration: ["failed", "waiting"] },
  { from: "30d" },
  { status: ["delivered"], carrier: ["ups"], country: ["DE"], from: "90d" },
  { carrier: ["fedex"], q: "77" },
];

function filterPaths() {
  return listViewNames.flatMap((view, place) =>
    narrowings.map((narrowing, index) =>
      anything(
        listUrl({
          ...emptyQuery,
          ...narrowing,
          view,
          sort: listSorts[(place + index) % listSorts.length] ?? "shipped_desc",
        }),
      ),
    ),
  );
}
