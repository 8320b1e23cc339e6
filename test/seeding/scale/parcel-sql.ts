import { carriers, wayTo } from "../seeded-texts.ts";
import { stories } from "../stories.ts";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";

// Parcels by the million, as generate_series gives them: `n` decides all of a parcel. They lie in the order in which
// they were shipped, the shops' side by side, as a running app leaves them.

const daysBack = 730;
/** Younger ones have all their scans and some of each state; older ones are mostly delivered. */
const youngDays = 60;
const archivedAfterDays = 365;

const carrierShares = [7, 6, 3, 2, 1, 1];

// The share of each hundred parcels, and half days that the way is longer than at home.
const places = [
  ["US", "United States", "Portland", 48, 0],
  ["CA", "Canada", "Toronto", 9, 3],
  ["GB", "United Kingdom", "Leeds", 8, 5],
  ["DE", "Germany", "Leipzig", 6, 6],
  ["FR", "France", "Lyon", 5, 6],
  ["AU", "Australia", "Perth", 4, 9],
  ["JP", "Japan", "Osaka", 3, 7],
  ["NL", "Netherlands", "Utrecht", 2, 6],
  ["IT", "Italy", "Turin", 2, 8],
  ["ES", "Spain", "Bilbao", 2, 8],
  ["IL", "Israel", "Haifa", 1, 9],
  ["SE", "Sweden", "Malmö", 1, 7],
  ["CH", "Switzerland", "Basel", 1, 6],
  ["AT", "Austria", "Graz", 1, 6],
  ["BE", "Belgium", "Ghent", 1, 6],
  ["IE", "Ireland", "Cork", 1, 6],
  ["PL", "Poland", "Łódź", 1, 8],
  ["MX", "Mexico", "Puebla", 1, 6],
  ["BR", "Brazil", "Recife", 1, 12],
  ["KR", "South Korea", "Busan", 1, 7],
  ["SG", "Singapore", "Singapore", 1, 8],
] as const;

const text = (value: string | null) =>
  value === null ? "NULL" : `'${value.replaceAll("'", "''")}'`;

const rowsOf = (rows: (string | number | null)[][]) =>
  rows
    .map(
      (row) =>
        `(${row.map((cell) => (typeof cell === "number" ? cell : text(cell))).join(", ")})`,
    )
    .join(", ");

const repeated = <Row>(rows: readonly Row[], shareOf: (row: Row) => number) =>
  rows.flatMap((row) => Array.from({ length: shareOf(row) }, () => row));

function storyRow(story: (typeof stories)[number], index: number) {
  const isHeld = story.at === "hold";
  const isBare = isHeld || story.at === "no_account";
  const registration =
    story.at === "registration" ? story.registration : "registered";
  return [
    index,
    isHeld ? story.hold : "none",
    isHeld ? story.reason : null,
    story.at === "ended" ? story.reason : null,
    isBare ? null : registration,
    "status" in story ? story.status : "pending",
    story.at === "quiet" ? story.attention : null,
  ];
}

/** What the parcels are drawn from, as tables of the session. */
export const drawnFrom = `
  CREATE TEMP TABLE carrier AS SELECT * FROM (VALUES ${rowsOf(
    repeated(
      carriers.map((one, index) => ({ ...one, index })),
      ({ index }) => carrierShares[index] ?? 1,
    ).map(({ id, company, prefix }, pick) => [pick, id, company, prefix]),
  )}) AS drawn(pick, carrier_id, company, prefix);
  CREATE TEMP TABLE place AS SELECT * FROM (VALUES ${rowsOf(
    repeated(places, ([, , , share]) => share).map(
      ([code, country, city, , longer], pick) => [
        pick,
        code,
        country,
        city,
        longer,
      ],
    ),
  )}) AS drawn(pick, code, country, city, longer);
  CREATE TEMP TABLE story AS SELECT * FROM (VALUES ${rowsOf(stories.map(storyRow))})
    AS drawn(pick, hold, hold_reason, end_reason, registration, status, quiet);
  CREATE TEMP TABLE way AS SELECT * FROM (VALUES ${rowsOf(
    shipmentStatuses.flatMap((status) => {
      const contexts = wayTo(status);
      return contexts.map((context, index) => [
        status,
        index + 1,
        contexts.length,
        context,
      ]);
    }),
  )}) AS drawn(status, step, steps, context);
  CREATE FUNCTION pg_temp.drawn(n bigint, what int) RETURNS int LANGUAGE sql IMMUTABLE
    AS 'SELECT hashint8(n * 1009 + what) & 2147483647';
  CREATE FUNCTION pg_temp.id_at(at timestamptz, salt text) RETURNS uuid LANGUAGE sql STABLE
    AS 'SELECT overlay(overlay(overlay(md5(salt) PLACING lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, ''0'')
      FROM 1) PLACING ''7'' FROM 13) PLACING ''8'' FROM 17)::uuid';
  CREATE FUNCTION pg_temp.written(at timestamptz) RETURNS text LANGUAGE sql STABLE
    AS 'SELECT to_char(at AT TIME ZONE ''UTC'', ''YYYY-MM-DD HH24:MI:SS'')';`;

/** The parcels from $1 to $2 of $3, at the moment $4, of the shops in the table seeded_shop: the first has half. */
export const drawParcels = `
  CREATE TEMP TABLE parcel AS
  SELECT n, of_shop, shop.id AS shop_id, account_id, shipped_at, carrier_id, company, code, country, city, hold, hold_reason,
    end_reason, registration, status, quiet, is_young,
    status = 'delivered' AND registration = 'registered' AND age > interval '${archivedAfterDays} days'
      AND pg_temp.drawn(n, 8) % 2 = 0 AS is_archived,
    prefix || shop.shipper || lpad((n * 48271 % 99999989)::text, 8, '0') AS number,
    '#' || 1001 + of_shop / 3 AS order_name,
    CASE WHEN registration = 'registered' AND status <> 'pending' THEN date_trunc('second', CASE
      WHEN status = 'delivered' THEN LEAST(shipped_at + transit, moment - interval '1 minute')
      ELSE shipped_at + LEAST(transit, age) * 0.9 END) END AS last_at,
    pg_temp.id_at(shipped_at, 'fulfillment' || n) AS fulfillment_id,
    pg_temp.id_at(shipped_at, 'shipment' || n) AS shipment_id,
    CASE WHEN registration IS NOT NULL THEN pg_temp.id_at(shipped_at, 'tracking' || n) END AS tracking_id
  FROM (SELECT *, age < interval '${youngDays} days' AS is_young, pg_temp.drawn(n, 6) % CASE
        WHEN age < interval '${youngDays} days' THEN 12 ELSE 120 END = 0 AS is_special,
      interval '12 hours' * (2 + longer + pg_temp.drawn(n, 3) % 7 + pg_temp.drawn(n, 4) % 7)
        - interval '1 second' * (pg_temp.drawn(n, 5) % 43000) AS transit
    FROM (SELECT n, CASE WHEN n % 2 = 0 THEN 0 ELSE 1 + (n - 1) / 2 % shops END AS shop_place,
        CASE WHEN n % 2 = 0 THEN n / 2 ELSE (n - 1) / 2 / shops END AS of_shop,
        moment, date_trunc('milliseconds', moment - interval '1 hour' - ($3 - n)::float8 / $3 * interval '${daysBack} days')
          AS shipped_at
      FROM generate_series($1::bigint, $2::bigint) AS n,
        (SELECT max(place) AS shops, $4::timestamptz AS moment FROM seeded_shop)) AS shipped
    CROSS JOIN LATERAL (SELECT moment - shipped_at AS age) AS aged
    JOIN place ON place.pick = pg_temp.drawn(n, 2) % (SELECT count(*) FROM place)) AS sent
  JOIN seeded_shop shop ON shop.place = shop_place
  JOIN carrier ON carrier.pick = pg_temp.drawn(n, 1) % (SELECT count(*) FROM carrier)
  CROSS JOIN LATERAL (
    SELECT hold, hold_reason, end_reason, registration, status, quiet FROM story
      WHERE is_special AND pick = pg_temp.drawn(n, 7) % ${stories.length}
    UNION ALL
    SELECT 'none', NULL, NULL, 'registered', CASE WHEN age >= transit THEN 'delivered'
      WHEN age < transit * 0.1 THEN 'info_received' WHEN age < transit * 0.25 THEN 'accepted'
      WHEN age < transit * 0.85 THEN 'in_transit' WHEN age < transit * 0.9 THEN 'customs' ELSE 'out_for_delivery' END, NULL
      WHERE NOT is_special) AS told`;
