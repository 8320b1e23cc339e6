import pg from "pg";
import { check, type Check } from "./check.ts";
import { judgeFlow } from "./judge-flow.ts";
import type { Shipped } from "./ship-parcels.ts";
import type { Topology } from "./topology.ts";

// Who dies before the answer comes never hears it; who dies after may not have committed it.
export const deathMs = 1_500;

type Row = {
  number: string;
  gid: string;
  hold: string;
  ended: boolean;
  registration: string | null;
  status: string | null;
};
type Told = { gid: string; event: string; at: Date; state: string };

/** Compares what the simulators saw with what the merchants shipped. Counts are the simulators' journals. */
export async function judge(
  topology: Topology,
  shipped: Shipped[],
  interruptions: number[],
): Promise<Check[]> {
  const rows = await readRows(topology.databaseUrl);
  return [
    ...judgeDeliveries(topology, shipped, rows),
    ...judgeRegistration(topology, shipped, interruptions),
    ...judgePublications(
      topology,
      shipped,
      await readTold(topology.databaseUrl),
    ),
    ...judgeFlow(topology, shipped),
  ];
}

const gidOf = ({ fulfillment }: Shipped) =>
  `gid://shopify/Fulfillment/${fulfillment.id}`;
function judgeDeliveries(
  { shopify, keydelivery }: Topology,
  shipped: Shipped[],
  rows: Row[],
): Check[] {
  const acknowledged = new Set(
    shopify.journal.deliveries
      .filter(({ status }) => status === 200)
      .map(({ webhookId }) => webhookId),
  );
  const attempts = Map.groupBy(
    shopify.journal.deliveries,
    ({ webhookId }) => webhookId,
  );
  const registered = new Set(
    keydelivery.trackings().map(({ number }) => number),
  );
  const rowOf = new Map(rows.map((row) => [`${row.gid} ${row.number}`, row]));
  const lost = shipped.filter((one) => {
    if (one.number === null) return false;
    const row = rowOf.get(`${gidOf(one)} ${one.number}`);
    const isNamed = row !== undefined && row.hold !== "none";
    return !isNamed && !registered.has(one.number);
  });
  const wrongEnd = shipped.filter((one) => {
    const own = rows.filter(({ gid }) => gid === gidOf(one));
    const live = own.filter(({ ended }) => !ended).map(({ number }) => number);
    return live.join() !== (one.number ?? "");
  });
  const wrongStatus = shipped.filter((one) => {
    const row = rowOf.get(`${gidOf(one)} ${one.number}`);
    return one.number !== null && row?.status !== one.scenario.expected;
  });
  return [
    check(
      "webhooks were acknowledged in the end",
      [...attempts]
        .filter(([id]) => !acknowledged.has(id))
        .map(([, tries]) => tries.map(({ status }) => status).join(" ")),
      attempts.size,
    ),
    check(
      "parcels are registered, or in a state that names why",
      lost.map(gidOf),
      shipped.length,
    ),
    check(
      "fulfillments have the parcels that Shopify says",
      wrongEnd.map(gidOf),
      shipped.length,
    ),
    check(
      "parcels end as KeyDelivery played them",
      wrongStatus.map(({ number }) => number),
      shipped.length,
    ),
  ];
}

function judgeRegistration(
  { keydelivery }: Topology,
  shipped: Shipped[],
  interruptions: number[],
): Check[] {
  const { journal } = keydelivery;
  const accepted = journal.accepted();
  const numbers = new Set(accepted.map(({ number }) => number));
  return [
    check(
      "create calls were needed, or repeat one whose caller died over its answer",
      journal
        .needlessCreates()
        .filter(
          ({ answeredAt }) =>
            !interruptions.some(
              (time) => Math.abs(time - answeredAt) <= deathMs,
            ),
        ),
      journal.createCalls(),
    ),
    check(
      "live numbers were accepted by KeyDelivery",
      shipped
        .filter(({ number }) => number !== null && !numbers.has(number))
        .map(({ number }) => number),
      shipped.length,
    ),
  ];
}

function judgePublications(
  { shopify }: Topology,
  shipped: Shipped[],
  told: Told[],
): Check[] {
  const { events } = shopify.journal;
  const keyOf = (gid: string, event: string, at: Date) =>
    `${gid} ${event} ${at.toISOString()}`;
  const seen = events.map(({ fulfillment, status, happenedAt }) =>
    keyOf(fulfillment, status, new Date(happenedAt)),
  );
  const twice = seen.filter((key, at) => seen.indexOf(key) !== at);
  const sent = told
    .filter(({ state }) => state === "sent")
    .map(({ gid, event, at }) => keyOf(gid, event, at));
  const seenOnce = new Set(seen);
  const sentOnce = new Set(sent);
  const byFulfillment = Map.groupBy(events, ({ fulfillment }) => fulfillment);
  const repeating = [...byFulfillment.values()].filter((list) =>
    list
      .toSorted((one, other) => one.happenedAt.localeCompare(other.happenedAt))
      .some(
        ({ status }, at, sorted) => at > 0 && sorted[at - 1]?.status === status,
      ),
  );
  const undelivered = shipped.filter((one) => {
    const last = byFulfillment
      .get(gidOf(one))
      ?.toSorted((a, b) => a.happenedAt.localeCompare(b.happenedAt))
      .at(-1);
    return (
      one.number !== null &&
      one.scenario.expected === "delivered" &&
      last?.status !== "DELIVERED"
    );
  });
  return [
    check("events were made at Shopify exactly once", twice, seen.length),
    check(
      "events at Shopify and versions told are the same",
      [
        ...sent.filter((key) => !seenOnce.has(key)),
        ...seen.filter((key) => !sentOnce.has(key)),
      ],
      sent.length,
    ),
    check(
      "fulfillments were told transitions only",
      repeating.map(([first]) => first?.fulfillment),
      byFulfillment.size,
    ),
    check(
      "delivered parcels are delivered at Shopify",
      undelivered.map(gidOf),
      shipped.length,
    ),
    check(
      "publications were told or overtaken, none failed",
      told.filter(({ state }) => state === "failed"),
      told.length,
    ),
  ];
}

async function read<T extends object>(connectionString: string, text: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<T>(text)).rows;
  } finally {
    await client.end();
  }
}

const readRows = (url: string) =>
  read<Row>(
    url,
    `SELECT shipment.number, fulfillment.gid, hold, shipment.ended_at IS NOT NULL AS ended, registration, tracking.status
     FROM shipment JOIN fulfillment ON fulfillment.id = fulfillment_id LEFT JOIN tracking ON tracking.id = tracking_id`,
  );

const readTold = (url: string) =>
  read<Told>(
    url,
    `SELECT fulfillment.gid, event, happened_at AS at, publication.state
     FROM publication JOIN fulfillment ON fulfillment.id = fulfillment_id`,
  );
