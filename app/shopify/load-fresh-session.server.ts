import { HttpResponseError, type Session } from "@shopify/shopify-api";
import { z } from "zod";
import type { App } from "#app/app-context.ts";
import {
  NeedsReopenError,
  ShopifyUnavailableError,
} from "./shopify-error.server.ts";

const refusal = z.object({
  code: z.number(),
  body: z.object({ error: z.string().optional() }).optional().catch(undefined),
});

const freshMs = 6 * 60_000;
// With the shop's hash: one refresh per shop at a time, in all processes.
const lockClass = 7_270;

/**
 * The shop's offline session with at least six minutes left. The only way for background code.
 * @param options.refused an access token that Shopify just refused: it is refreshed whatever its time
 * @throws NeedsReopenError, ShopifyUnavailableError
 */
export async function loadFreshSession(
  app: App,
  shop: string,
  options: { refused?: string } = {},
): Promise<Session> {
  const id = app.shopify.api.session.getOfflineId(shop);
  const load = () => app.shopify.sessions.loadSession(id);
  const isFresh = (session: Session | undefined): session is Session =>
    session?.accessToken !== undefined &&
    session.accessToken !== options.refused &&
    (session.expires === undefined ||
      session.expires.getTime() - app.clock.now().getTime() > freshMs);
  const known = await load();
  if (isFresh(known)) return known;
  return withShopLock(app, shop, async () => {
    const current = await load();
    return isFresh(current) ? current : refresh(app, shop, current);
  });
}

async function refresh(app: App, shop: string, session: Session | undefined) {
  if (!session?.refreshToken) return giveUp(app, shop);
  try {
    const refreshed = await app.shopify.api.auth.refreshToken({
      shop,
      refreshToken: session.refreshToken,
    });
    await app.shopify.sessions.storeSession(refreshed.session);
    app.logger.info({ shop }, "token refreshed");
    return refreshed.session;
  } catch (error) {
    if (!(error instanceof HttpResponseError))
      throw new ShopifyUnavailableError(shop);
    const answer = refusal.parse(error.response);
    if (answer.code < 500 && answer.body?.error === "invalid_grant")
      return giveUp(app, shop);
    throw new ShopifyUnavailableError(shop, { status: answer.code });
  }
}

/** Marks the shop: a banner asks to open the app, and jobs wait. */
export async function giveUp(app: App, shop: string): Promise<never> {
  await app.shopify.sessions.deleteSession(
    app.shopify.api.session.getOfflineId(shop),
  );
  await app.db.shop.updateMany({
    where: { domain: shop, state: "active" },
    data: { state: "needs_reopen" },
  });
  throw new NeedsReopenError(shop);
}

async function withShopLock<T>(app: App, shop: string, work: () => Promise<T>) {
  const client = await app.pool.connect();
  let broken = false;
  try {
    await client.query("SET lock_timeout = '20s'");
    await client.query("SELECT pg_advisory_lock($1, hashtext($2))", [
      lockClass,
      shop,
    ]);
    try {
      return await work();
    } finally {
      await client
        .query("SELECT pg_advisory_unlock($1, hashtext($2))", [lockClass, shop])
        .catch(() => {
          broken = true;
        });
    }
  } finally {
    await client.query("RESET lock_timeout").catch(() => {
      broken = true;
    });
    // A connection that may still hold the lock must not go back to the pool.
    client.release(broken);
  }
}
