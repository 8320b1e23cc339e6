import { randomUUID } from "node:crypto";
import { companyKey } from "#app/domain/company-key.ts";
import { orderKeyOf } from "#app/domain/order-key.ts";
import type { ShipmentStatus } from "#app/domain/shipment-status.ts";
import { carriers, extremeTexts, plainTexts } from "./seeded-texts.ts";
import { storyOf, type Story } from "./stories.ts";

const dayMs = 86_400_000;
const longestAgeDays = 60;

export type Seeding = {
  shopId: string;
  accountId: string;
  parcels: number;
  texts: "plain" | "extreme";
  now: Date;
};

/** The rows of one parcel, by table. */
export function seededParcel(seeding: Seeding, index: number) {
  const { shopId, texts, now } = seeding;
  const ageMs = (index / seeding.parcels) * longestAgeDays * dayMs + 3_600_000;
  const story = storyOf(index, ageMs / dayMs);
  const prefix = shopId.slice(-5).toUpperCase();
  // Three parcels to an order, the newest order last.
  const order = Math.floor((seeding.parcels - 1 - index) / 3);
  const status = "status" in story ? story.status : "pending";
  const place = { index, order, prefix, status };
  const told = (texts === "plain" ? plainTexts : extremeTexts)(place);
  const shippedAt = new Date(now.getTime() - ageMs);
  const carrierId = carriers[index % carriers.length]!.id;
  const id = randomUUID();
  const fulfillment = {
    id: randomUUID(),
    shop_id: shopId,
    gid: `gid://shopify/Fulfillment/${index + 1}`,
    order_gid: `gid://shopify/Order/${order + 1}`,
    order_name: told.orderName,
    name: `${told.orderName}.${(index % 3) + 1}`,
    tracking_company: told.company,
    shopify_status: "success",
    shopify_created_at: shippedAt,
    shopify_updated_at: shippedAt,
    created_at: shippedAt,
  };
  const tracking = trackingOf(story, {
    ...seeding,
    carrierId,
    number: told.number,
    shippedAt,
    status,
    scans: told.contexts.length,
    transitDays: 1 + ((index * 7) % 50) / 10,
  });
  const hasNumber = !(story.at === "hold" && story.hold === "no_number");
  const hasCarrier = story.at !== "hold" || story.hold === "ignored";
  const number = hasNumber ? told.number : "";
  const shipment = {
    id,
    shop_id: shopId,
    fulfillment_id: fulfillment.id,
    tracking_id: tracking?.row.id ?? null,
    number,
    number_raw: number,
    tracking_url: hasNumber ? `https://track.example.com/${number}` : null,
    order_name: told.orderName,
    order_key: orderKeyOf(told.orderName),
    destination_city: told.city,
    destination_country: told.country.name,
    destination_code: told.country.code,
    carrier_id: hasCarrier ? carrierId : null,
    carrier_source: hasCarrier ? "builtin" : null,
    company_key: companyKey(told.company),
    refused_carriers: [],
    candidates: candidatesOf(story),
    hold: story.at === "hold" ? story.hold : "none",
    hold_reason: story.at === "hold" ? story.reason : null,
    shipped_at: shippedAt,
    ended_at: story.at === "ended" ? shippedAt : null,
    end_reason: story.at === "ended" ? story.reason : null,
    created_at: shippedAt,
    updated_at: shippedAt,
  };
  const events = tracking ? eventsOf(tracking, told.contexts) : [];
  return { fulfillment, tracking: tracking?.row, shipment, events, story };
}

type Tracked = { row: { id: string }; times: string[] };

function trackingOf(
  story: Story,
  about: Seeding & {
    carrierId: string;
    number: string;
    shippedAt: Date;
    status: ShipmentStatus;
    scans: number;
    transitDays: number;
  },
): Tracked | undefined {
  if (story.at === "hold" || story.at === "no_account") return undefined;
  const { shippedAt, number, status } = about;
  const registration =
    story.at === "registration" ? story.registration : "registered";
  const times = status === "pending" ? [] : timesOf(about);
  const row = {
    id: randomUUID(),
    account_id: about.accountId,
    shop_id: about.shopId,
    carrier_id: about.carrierId,
    number,
    ref: number,
    callback_key_id: 1,
    registration,
    attempts: 1,
    // Nothing of it is to be done: a worker would change what is being looked at.
    next_attempt_at: "2999-01-01T00:00:00Z",
    last_answer_code: registration === "failed" ? "60210" : "200",
    last_answer_at: shippedAt,
    registered_at: registration === "registered" ? shippedAt : null,
    push_assured: true,
    status,
    status_time: times.at(-1) ?? null,
    status_changed_at: shippedAt,
    last_event_time: times.at(-1) ?? null,
    created_at: shippedAt,
  };
  return { row, times };
}

// The last one when its transit ends, none of them to come.
function timesOf(about: {
  shippedAt: Date;
  now: Date;
  transitDays: number;
  scans: number;
}) {
  const { scans } = about;
  const from = about.shippedAt.getTime();
  const untilNow = about.now.getTime() - from;
  const step = Math.min(about.transitDays * dayMs, 0.9 * untilNow) / scans;
  return Array.from({ length: scans }, (_, index) =>
    new Date(from + (index + 1) * step)
      .toISOString()
      .slice(0, 19)
      .replace("T", " "),
  );
}

const eventsOf = ({ row, times }: Tracked, contexts: string[]) =>
  times.map((time, index) => ({
    tracking_id: row.id,
    identity: `seeded-${index}`,
    time_text: time,
    sort_time: time,
    context: contexts[index % contexts.length],
    code: "0",
    first_seen_at: `${time.replace(" ", "T")}Z`,
  }));

const candidatesOf = (story: Story) =>
  story.at === "hold" && story.hold === "needs_carrier"
    ? carriers.slice(0, 3).map(({ id, company }) => ({
        carrierId: id,
        name: company,
      }))
    : null;
