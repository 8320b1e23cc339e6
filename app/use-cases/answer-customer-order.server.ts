import type { App } from "#app/app-context.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";
import { findParcels } from "#app/features/storefront/find-parcels.server.ts";
import { takeLookUpSlot } from "#app/features/storefront/take-look-up-slot.server.ts";
import { answerExtension } from "#app/shopify/answer-extension.server.ts";
import { readCustomerToken } from "#app/shopify/read-session-token.server.ts";
import { expectParcels } from "./expect-parcels.server.ts";
import { orderGidSchema } from "./order-gid.ts";
import { lookUpsOf } from "./turns-of-shop.server.ts";
import { addressOf, visitorKeyOf } from "./visitor-key.server.ts";

// More than an order has, and few enough for one statement.
const mostNumbers = 50;

type Asked = { request: Request; id: string | undefined };

/**
 * The parcels of an order for the block on the customer's own order page: for whoever names one of its tracking
 * numbers, as Shopify tells them to this customer (decision 34). Anything else is an order that we do not know.
 */
export async function answerCustomerOrder(
  app: App,
  { request, id }: Asked,
): Promise<Response> {
  const { shop: domain, subject } = await readCustomerToken(app, request);
  const now = app.clock.now();
  const mayLook = await takeLookUpSlot(app.db, {
    shopKey: lookUpsOf(domain),
    visitorKey: visitorKeyOf(app, {
      ...{ domain, now },
      visitor: subject ?? addressOf(request),
    }),
    now,
  });
  if (!mayLook) return answerExtension({ error: "limited" }, 429);
  const shop = await app.db.shop.findUnique({
    where: { domain, state: { not: "uninstalled" } },
    select: { id: true, timeZone: true },
  });
  const found = await findParcels(app.db, shop?.id ?? null, {
    gid: orderGidSchema.safeParse(id).data ?? "",
    numbers: numbersOf(request),
  });
  if (!shop || found.length === 0)
    return answerExtension({ error: "not_found" }, 404);
  const expected = await expectParcels(app, shop, found);
  const parcels = found.map(({ parcel }, at) => ({
    ...parcel,
    expected: expected[at] ?? null,
  }));
  return answerExtension({ parcels });
}

const numbersOf = ({ url }: Request) =>
  new URL(url).searchParams
    .getAll("number")
    .slice(0, mostNumbers)
    .map(normaliseTrackingNumber);
