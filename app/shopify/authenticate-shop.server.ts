import type { Shop } from "@prisma/client";
import type { Session } from "@shopify/shopify-api";
import type { App } from "#app/app-context.ts";
import { noteRequest } from "#app/platform/http/request-notes.server.ts";
import { keepEmbedded } from "./keep-embedded.server.ts";
import { refuseOtherIssuers } from "./refuse-other-issuers.server.ts";

/**
 * Who asks: the shop of the session token, with its row. Every admin route begins with it.
 * @throws Response that takes the browser through Shopify's authentication
 */
export async function authenticateShop(
  app: App,
  request: Request,
): Promise<{ shop: Shop; session: Session; actor: string }> {
  refuseOtherIssuers(app, request);
  keepEmbedded(request);
  const { session, sessionToken } =
    await app.shopify.authenticate.admin(request);
  // The staff member's id at Shopify: for the audit trail, no name.
  const actor = `staff:${sessionToken.sub}`;
  noteRequest(app, request, { shop: session.shop });
  // By Shopify's clock. It issues none once the app was removed, though one from before is good for another minute.
  const openedAt = new Date(sessionToken.iat * 1_000);
  const known = await app.db.shop.findUnique({
    where: { domain: session.shop },
  });
  if (known?.state === "active") {
    await noteOpening(app, known, openedAt);
    return { shop: known, session, actor };
  }
  // The session is good, so the shop has the app; the row is behind (a restored database, a missed webhook).
  const shop = await app.shopify.install(
    session.shop,
    session.scope ?? "",
    openedAt,
  );
  // Or it left since the token was issued.
  if (!shop) throw Response.json({ error: "unauthorized" }, { status: 401 });
  return { shop, session, actor };
}

// Not more than an opening must be later than an uninstall to count against it: none that counts goes unnoted.
const notedEveryMs = 10_000;

// The session token proves that the shop has the app: an uninstall from before that comes late is of an earlier installation.
async function noteOpening(
  { db }: App,
  { id, ...known }: Shop,
  openedAt: Date,
) {
  const noted = known.openedAt?.getTime() ?? 0;
  if (openedAt.getTime() - noted <= notedEveryMs) return;
  await db.shop.updateMany({
    where: {
      id,
      state: "active",
      OR: [{ openedAt: null }, { openedAt: { lt: openedAt } }],
    },
    data: { openedAt },
  });
}
