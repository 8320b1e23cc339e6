import { z } from "zod";
import type { Database } from "#app/db.server.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import { companyOfShipment } from "#app/domain/shipment-company.ts";
import { answerKindOf } from "./answer-kind.ts";
import { carrierNameOf } from "./carrier-name.ts";
import { findRefresh } from "./find-refresh.server.ts";
import {
  findShipment,
  stateFactsOf,
  type FoundShipment as Found,
} from "./find-shipment.server.ts";
import { listSiblings } from "./list-siblings.server.ts";
import { loadEvents } from "./load-events.server.ts";
import type { RegistrationView, ShipmentDetail } from "./shipments-view.ts";
import { refreshOf } from "./refresh-limits.ts";
import { routeOf } from "./route-of.ts";
import { isMoving, shownStateOf, type ShownKey } from "./shown-state.ts";
import { toAuditLine, toldLines } from "./told-lines.ts";

/**
 * Everything the page of one parcel shows.
 * @throws NotFoundError for an unknown shipment and for another shop's
 */
export async function loadShipment(
  db: Pick<Database, "$queryRaw">,
  {
    shop,
    shipmentId,
    reader,
    shownEvents,
    now,
  }: {
    shop: { id: string; timeZone: string; writeBack: boolean };
    shipmentId: string;
    /** Who looks at it. */
    reader: string;
    shownEvents: number;
    now: Date;
  },
): Promise<ShipmentDetail & Pick<Found, "keptTransit">> {
  const asked = { shopId: shop.id, shipmentId };
  const [shipment, events, siblings, refresh] = await Promise.all([
    findShipment(db, asked),
    loadEvents(db, { ...asked, now, shownEvents }),
    listSiblings(db, asked),
    findRefresh(db, { ...asked, now }),
  ]);
  if (!shipment) throw new NotFoundError("shipment");
  const { timeZone } = shop;
  return {
    ...describe(shipment, now),
    ...events,
    keptTransit: shipment.keptTransit,
    shownEvents,
    timeZone,
    siblings,
    route: routeOf(shipment, events.days),
    audit: shipment.audit.map((entry) => toAuditLine(entry, reader)),
    told: toldLines(shipment.publications),
    writesBack: shop.writeBack,
    refresh: refresh ? refreshOf(refresh, now) : null,
    now: now.toISOString(),
  };
}

function describe(shipment: Found, now: Date) {
  const state = shownStateOf(stateFactsOf(shipment), now);
  const isLive = shipment.endedAt === null && shipment.number !== "";
  return {
    id: shipment.id,
    orderName: shipment.orderName,
    orderUrl: orderUrlOf(shipment.orderGid),
    number: shipment.numberRaw.trim(),
    trackingUrl: webUrlOf(shipment.trackingUrl),
    destination: destinationOf(shipment),
    destinationCode: shipment.destinationCode,
    shippedAt: shipment.shippedAt.toISOString(),
    company: companyOfShipment(shipment, shipment.trackingCompany),
    carrier: carrierOf(shipment),
    state,
    candidates: candidatesOf(shipment.candidates),
    carrierRefused: shipment.holdReason === "carrier_refused",
    leftOutBy: shipment.hold === "ignored" ? shipment.holdReason : null,
    registersAt:
      state.key === "waiting" && isDelayed(shipment, now)
        ? shipment.registerAt.toISOString()
        : null,
    registration: registrationOf(shipment),
    canRetry: isLive && isRetryable(state.key, shipment, now),
    canChooseCarrier: isLive,
    canRestart: isLive && state.key === "expired",
    isArchived: shipment.archivedAt !== null,
    deliveredAt: shipment.deliveredAt?.toISOString() ?? null,
    lastEventTime: shipment.lastEventTime,
    moving: isMoving(state.key),
  };
}

const candidatesSchema = z
  .array(z.object({ carrierId: z.string(), name: z.string() }))
  .catch([]);

function candidatesOf(stored: unknown) {
  return candidatesSchema
    .parse(stored)
    .slice(0, 5)
    .map(({ carrierId: id, name }) => ({
      id,
      name: carrierNameOf(id) ?? name,
    }));
}

function carrierOf({ carrierId, carrierSource }: Found) {
  if (!carrierId) return null;
  const name = carrierNameOf(carrierId) ?? carrierId;
  return { id: carrierId, name, source: carrierSource };
}

function registrationOf(found: Found): RegistrationView | null {
  const { registration, lastAnswerCode: code, lastAnswerAt: at } = found;
  if (!registration) return null;
  return {
    registration,
    registeredAt: found.registeredAt?.toISOString() ?? null,
    answer:
      code && at
        ? { kind: answerKindOf(code), code, at: at.toISOString() }
        : null,
    polled: registration === "registered" && !found.pushAssured,
  };
}

function isDelayed(
  shipment: Found,
  now: Date,
): shipment is Found & { registerAt: Date } {
  return shipment.registerAt !== null && shipment.registerAt > now;
}

// While an account is blocked another attempt would only be refused again.
function isRetryable(key: ShownKey, shipment: Found, now: Date) {
  if (key === "waiting")
    return Boolean(shipment.lastAnswerCode) || isDelayed(shipment, now);
  return (
    key === "checking_rules" ||
    key === "failed" ||
    key === "ignored" ||
    key === "dormant" ||
    key === "waiting_for_account"
  );
}

function destinationOf(shipment: Found) {
  const { destinationCity, destinationRegion, destinationCountry } = shipment;
  return (
    [destinationCity, destinationRegion, destinationCountry]
      .filter(Boolean)
      .join(", ") || null
  );
}

function orderUrlOf(orderGid: string) {
  const id = /\/(\d+)$/.exec(orderGid)?.[1];
  return id ? `shopify://admin/orders/${id}` : null;
}

// A merchant's other software may have written anything there.
function webUrlOf(url: string | null) {
  const scheme = url && URL.parse(url)?.protocol;
  return scheme === "https:" || scheme === "http:" ? url : null;
}
