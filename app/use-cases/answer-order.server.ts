import type { Shop } from "@prisma/client";
import { z } from "zod";
import type { App } from "#app/app-context.ts";
import { NotFoundError } from "#app/domain/app-error.ts";
import { carrierIdPattern } from "#app/domain/carrier-id-pattern.ts";
import { listOrderParcels } from "#app/features/shipments/list-order-parcels.server.ts";
import { answerExtension } from "#app/shopify/answer-extension.server.ts";
import { readAdminToken } from "#app/shopify/read-session-token.server.ts";
import { expectParcels } from "./expect-parcels.server.ts";
import { orderGidSchema } from "./order-gid.ts";
import {
  chooseShipmentCarrier,
  retryShipment,
} from "./shipment-actions.server.ts";

const intentSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("retry"), shipmentId: z.uuid() }),
  z.object({
    intent: z.literal("choose_carrier"),
    shipmentId: z.uuid(),
    carrierId: z.string().trim().toLowerCase().regex(carrierIdPattern),
  }),
]);

type Asked = { request: Request; id: string | undefined };

/**
 * The parcels of an order for the block on Shopify's order page; a POST first does what was asked. An order of another
 * shop is one that we do not know.
 */
export async function answerOrder(app: App, asked: Asked): Promise<Response> {
  const { request } = asked;
  const { shop: domain, subject } = await readAdminToken(app, request);
  const shop = await app.db.shop.findUnique({
    where: { domain, state: { not: "uninstalled" } },
    select: { id: true, timeZone: true },
  });
  const orderGid = orderGidSchema.safeParse(asked.id).data;
  if (!shop || !orderGid) return answerExtension({ error: "not_found" }, 404);
  if (request.method === "POST") {
    const actor = `staff:${subject}`;
    const refusal = await act(app, { shopId: shop.id, actor, request });
    if (refusal) return refusal;
  }
  return answerExtension({ parcels: await listParcels(app, shop, orderGid) });
}

/** What the block shows of them. */
async function listParcels(
  app: App,
  shop: Pick<Shop, "id" | "timeZone">,
  orderGid: string,
) {
  const now = app.clock.now();
  const asked = { shopId: shop.id, orderGid, now };
  const found = await listOrderParcels(app.db, asked);
  const expected = await expectParcels(app, shop, found);
  return found.map(({ parcel }, at) => ({
    ...parcel,
    expected: expected[at] ?? null,
  }));
}

async function act(
  app: App,
  asked: { shopId: string; actor: string; request: Request },
): Promise<Response | undefined> {
  const body: unknown = await asked.request.json().catch(() => undefined);
  const intent = intentSchema.safeParse(body).data;
  if (!intent) return answerExtension({ error: "invalid" }, 400);
  const { shopId, actor } = asked;
  const { shipmentId } = intent;
  try {
    if (intent.intent === "retry")
      await retryShipment(app, { shopId, actor, shipmentId });
    else
      await chooseShipmentCarrier(app, {
        shopId,
        actor,
        shipmentId,
        carrierId: intent.carrierId,
      });
    return undefined;
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    return answerExtension({ error: "not_found" }, 404);
  }
}
