import { HttpResponseError, type Session } from "@shopify/shopify-api";
import { z } from "zod";
import type { App } from "#app/app-context.ts";
import type { Transaction } from "#app/db.server.ts";
import { createSessionStorage } from "./session-storage.server.ts";
import {
  NeedsReopenError,
  ShopifyUnavailableError,
} from "./shopify-error.server.ts";

const freshMs = 6 * 60_000;
// With the shop's hash: one refresh per shop at a time, in all processes.
const lockClass = 7_270;
// Longer than the wait for the lock (20 s) and the call (10 s) together.
const transactionMs = 45_000;

type IsFresh = (session: Session | undefined) => session is Session;

/**
 * The shop's offline session with at least six minutes left. The only way for background code.
 * @param options.refused an access token that Shopify just refused: it is refreshed whatever its time
 * @throws NeedsReopenError, ShopifyUnavailableError
 */
export async function loadFreshSession(
  app: App,
  shop: string,
  options: { refused?: string | undefined } = {},
): Promise<Session> {
  const isFresh: IsFresh = (session): session is Session =>
    session?.accessToken !== undefined &&
    session.accessToken !== options.refused &&
    (session.expires === undefined ||
      session.expires.getTime() - app.clock.now().getTime() > freshMs);
  const known = await app.shopify.sessions.loadSession(idOf(app, shop));
  if (isFresh(known)) return known;
  // Callers of one process wait for one refresh, so that they do not wait on a connection each.
  const { refreshes, refreshing } = app.shopify;
  const key = `${shop} ${options.refused ?? ""}`;
  const running =
    refreshes.get(key) ??
    refreshing(() => refreshAlone(app, shop, isFresh)).finally(() =>
      refreshes.delete(key),
    );
  refreshes.set(key, running);
  return running;
}

// All on the connection that holds the lock: waiting for a second one could starve the pool.
async function refreshAlone(app: App, shop: string, isFresh: IsFresh) {
  const session = await app.db.$transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT set_config('lock_timeout', '20s', true)`;
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockClass}::int, hashtext(${shop}))`;
      const current = await storageOf(app, tx).loadSession(idOf(app, shop));
      return isFresh(current) ? current : refresh(app, tx, shop, current);
    },
    { maxWait: 10_000, timeout: transactionMs },
  );
  if (!session) throw new NeedsReopenError(shop);
  return session;
}

async function refresh(
  app: App,
  tx: Transaction,
  shop: string,
  session: Session | undefined,
): Promise<Session | undefined> {
  if (!session?.refreshToken) return dropSession(app, tx, shop, session);
  const refreshed = await exchange(app, shop, session.refreshToken);
  if (!refreshed) return dropSession(app, tx, shop, session);
  // The app can have been uninstalled meanwhile: its session does not come back.
  if (!(await lockSession(tx, session.id))) return undefined;
  const storage = storageOf(app, tx);
  await storage.storeSession(refreshed);
  app.logger.info({ shop }, "token refreshed");
  return storage.loadSession(session.id);
}

const refusal = z.object({
  code: z.number(),
  body: z.object({ error: z.string().optional() }).optional().catch(undefined),
});

/** Undefined when the refresh token is no longer accepted. */
async function exchange(app: App, shop: string, refreshToken: string) {
  try {
    const { session } = await app.shopify.api.auth.refreshToken({
      shop,
      refreshToken,
    });
    return session;
  } catch (error) {
    if (!(error instanceof HttpResponseError))
      throw new ShopifyUnavailableError(shop);
    const { code, body } = refusal.parse(error.response);
    if (code < 500 && body?.error === "invalid_grant") return undefined;
    throw new ShopifyUnavailableError(shop, { status: code });
  }
}

/** Returns the session that replaced the refused one, where one did. */
async function dropSession(
  app: App,
  tx: Transaction,
  shop: string,
  refused: Session | undefined,
): Promise<Session | undefined> {
  const id = idOf(app, shop);
  await lockSession(tx, id);
  const storage = storageOf(app, tx);
  const current = await storage.loadSession(id);
  if (current && current.accessToken !== refused?.accessToken) return current;
  // Without it the next opening of the app gets new tokens.
  await storage.deleteSession(id);
  await tx.shop.updateMany({
    where: { domain: shop, state: "active" },
    data: { state: "needs_reopen" },
  });
  return undefined;
}

async function lockSession(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<
    unknown[]
  >`SELECT id FROM session WHERE id = ${id} FOR UPDATE`;
  return rows.length > 0;
}

const idOf = (app: App, shop: string) =>
  app.shopify.api.session.getOfflineId(shop);

const storageOf = ({ sealer, logger }: App, db: Transaction) =>
  createSessionStorage({ db, sealer, logger });
