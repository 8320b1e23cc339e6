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
  const known = await app.db.shop.findUnique({
    where: { domain: session.shop },
  });
  if (known?.state === "active") {
    await noteOpening(app, known);
    return { shop: known, session, actor };
  }
  // The session is good, so the shop has the app; the row is behind (a restored database, a missed webhook).
  const shop = await app.shopify.install(session.shop, session.scope ?? "");
  return { shop, session, actor };
}

const notedEveryMs = 10 * 60_000;

// The session token proves that the shop has the app: an uninstall from before that comes late is of an earlier installation.
async function noteOpening({ db, clock }: App, { id, openedAt }: Shop) {
  const now = clock.now();
  if (openedAt && now.getTime() - openedAt.getTime() < notedEveryMs) return;
  await db.shop.updateMany({
    where: { id, state: "active" },
    data: { openedAt: now },
  });
}
