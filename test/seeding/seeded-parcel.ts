import { randomUUID } from "node:crypto";
import { companyKey } from "#app/domain/company-key.ts";
import { orderKeyOf } from "#app/domain/order-key.ts";
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
  const story = storyOf(index);
  const prefix = shopId.slice(-5).toUpperCase();
  const told = (texts === "plain" ? plainTexts : extremeTexts)(index, prefix);
  const ageMs = (index / seeding.parcels) * longestAgeDays * dayMs + 3_600_000;
  const shippedAt = new Date(now.getTime() - ageMs);
  const carrierId = carriers[index % carriers.length]!.id;
  const id = randomUUID();
  const fulfillment = {
    id: randomUUID(),
    shop_id: shopId,
    gid: `gid://shopify/Fulfillment/${index + 1}`,
    // Three parcels to an order.
    order_gid: `gid://shopify/Order/${Math.floor(index / 3) + 1}`,
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
  about: Seeding & { carrierId: string; number: string; shippedAt: Date },
): Tracked | undefined {
  if (story.at === "hold" || story.at === "no_account") return undefined;
  const { shippedAt, now, number } = about;
  const registration =
    story.at === "registration" ? story.registration : "registered";
  const status = "status" in story ? story.status : "pending";
  const times = status === "pending" ? [] : timesOf(shippedAt, now);
  const row = {
    id: randomUUID(),
    account_id: about.accountId,
    shop_id: about.shopId,
    carrier_id: about.carrierId,
    number,
    ref: number,
    callback_key_id: 1,
    callback_token: "seeded",
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

// Five scans, half a day apart, none of them to come.
function timesOf(shippedAt: Date, now: Date) {
  const step = Math.min(dayMs / 2, (now.getTime() - shippedAt.getTime()) / 6);
  return [1, 2, 3, 4, 5].map((count) =>
    new Date(shippedAt.getTime() + count * step)
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
