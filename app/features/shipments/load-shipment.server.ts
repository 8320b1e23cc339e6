import type { Prisma } from "@prisma/client";
import { z } from "zod";
import type { Database } from "#app/db.server.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import { answerKindOf } from "./answer-kind.ts";
import { carrierNameOf } from "./carrier-name.ts";
import { listAudit } from "./list-audit.server.ts";
import { listOtherParcels } from "./list-other-parcels.server.ts";
import { loadEvents } from "./load-events.server.ts";
import type { RegistrationView, ShipmentDetail } from "./shipments-view.ts";
import { isMoving, shownStateOf, type ShownKey } from "./shown-state.ts";
import { trackingStateSelection } from "./state-selection.ts";

const selection = {
  id: true,
  orderName: true,
  number: true,
  numberRaw: true,
  trackingUrl: true,
  destinationCity: true,
  destinationRegion: true,
  destinationCountry: true,
  carrierId: true,
  carrierSource: true,
  hold: true,
  holdReason: true,
  registerAt: true,
  candidates: true,
  shippedAt: true,
  endedAt: true,
  endReason: true,
  fulfillment: { select: { orderGid: true, trackingCompany: true } },
  tracking: {
    select: {
      ...trackingStateSelection,
      lastAnswerCode: true,
      lastAnswerAt: true,
      pushAssured: true,
    },
  },
} satisfies Prisma.ShipmentSelect;

type Found = Prisma.ShipmentGetPayload<{ select: typeof selection }>;
type Reading = Pick<Database, "shipment" | "trackingEvent" | "auditEntry">;

/**
 * Everything the page of one parcel shows.
 * @throws NotFoundError for an unknown shipment and for another shop's
 */
export async function loadShipment(
  db: Reading,
  shop: { id: string; timeZone: string },
  shipmentId: string,
): Promise<ShipmentDetail> {
  const shopId = shop.id;
  const where = { id: shipmentId, shopId };
  const shipment = await db.shipment.findFirst({ where, select: selection });
  if (!shipment) throw new NotFoundError("shipment");
  const { orderGid } = shipment.fulfillment;
  const { shippedAt } = shipment;
  const [events, otherParcels, audit] = await Promise.all([
    loadEvents(db, { shopId, shipmentId, shippedAt }),
    listOtherParcels(db, { shopId, shipmentId, orderGid }),
    listAudit(db, { shopId, shipmentId }),
  ]);
  const { timeZone } = shop;
  return { ...describe(shipment), ...events, timeZone, otherParcels, audit };
}

function describe(shipment: Found) {
  const state = shownStateOf(shipment);
  const isLive = shipment.endedAt === null && shipment.number !== "";
  return {
    id: shipment.id,
    orderName: shipment.orderName,
    orderUrl: orderUrlOf(shipment.fulfillment.orderGid),
    number: shipment.numberRaw.trim(),
    trackingUrl: webUrlOf(shipment.trackingUrl),
    destination: destinationOf(shipment),
    shippedAt: shipment.shippedAt.toISOString(),
    company: shipment.fulfillment.trackingCompany,
    carrier: carrierOf(shipment),
    state,
    candidates: candidatesOf(shipment.candidates),
    carrierRefused: shipment.holdReason === "carrier_refused",
    leftOutBy: shipment.hold === "ignored" ? shipment.holdReason : null,
    registersAt:
      state.key === "waiting" && isDelayed(shipment)
        ? shipment.registerAt.toISOString()
        : null,
    registration: registrationOf(shipment),
    canRetry: isLive && isRetryable(state.key, shipment),
    canChooseCarrier: isLive,
    canRestart: isLive && state.key === "expired",
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

function registrationOf({ tracking }: Found): RegistrationView | null {
  if (!tracking) return null;
  const { registration, lastAnswerCode: code, lastAnswerAt: at } = tracking;
  return {
    registration,
    registeredAt: tracking.registeredAt?.toISOString() ?? null,
    answer:
      code && at
        ? { kind: answerKindOf(code), code, at: at.toISOString() }
        : null,
    polled: registration === "registered" && !tracking.pushAssured,
  };
}

function isDelayed(shipment: Found): shipment is Found & { registerAt: Date } {
  return shipment.registerAt !== null && shipment.registerAt > new Date();
}

// While an account is blocked another attempt would only be refused again.
function isRetryable(key: ShownKey, shipment: Found) {
  if (key === "waiting")
    return Boolean(shipment.tracking?.lastAnswerCode) || isDelayed(shipment);
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
