import type { Session } from "@shopify/shopify-api";
import { PrismaSessionStorage } from "@shopify/shopify-app-session-storage-prisma";
import type { Database } from "#app/db.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import { SealError, type Sealer } from "#app/platform/sealing.server.ts";

type TokenField = "accessToken" | "refreshToken";

export type SessionStorage = ReturnType<typeof createSessionStorage>;

/**
 * Shopify's session storage with tokens sealed at rest. A pair of tokens that is older than the stored one
 * is not stored: ten refreshes at once were seen, and the last to arrive need not be the last made.
 */
export function createSessionStorage({
  db,
  sealer,
  logger,
}: {
  db: Database;
  sealer: Sealer;
  logger: Logger;
}) {
  const stored = new PrismaSessionStorage(db);
  return {
    async loadSession(id: string): Promise<Session | undefined> {
      const session = await stored.loadSession(id);
      return session && openTokens(session);
    },
    async findSessionsByShop(shop: string): Promise<Session[]> {
      const sessions = await stored.findSessionsByShop(shop);
      return sessions.flatMap((session) => openTokens(session) ?? []);
    },
    deleteSession: (id: string) => stored.deleteSession(id),
    deleteSessions: (ids: string[]) => stored.deleteSessions(ids),
    async storeSession(session: Session): Promise<boolean> {
      const accessToken = sealToken(sealer, session, "accessToken") ?? "";
      const refreshToken = sealToken(sealer, session, "refreshToken");
      await db.$executeRaw`
        INSERT INTO session AS known (id, shop, state, "isOnline", scope, expires, "accessToken",
          "refreshToken", "refreshTokenExpires")
        VALUES (${session.id}, ${session.shop}, ${session.state}, ${session.isOnline}, ${session.scope ?? null},
          ${session.expires ?? null}, ${accessToken}, ${refreshToken}, ${session.refreshTokenExpires ?? null})
        ON CONFLICT (id) DO UPDATE SET shop = excluded.shop, state = excluded.state,
          "isOnline" = excluded."isOnline", scope = excluded.scope, expires = excluded.expires,
          "accessToken" = excluded."accessToken", "refreshToken" = excluded."refreshToken",
          "refreshTokenExpires" = excluded."refreshTokenExpires"
        WHERE known.expires IS NULL OR excluded.expires IS NULL OR known.expires <= excluded.expires`;
      return true;
    },
  };

  // A session that cannot be opened counts as absent: the shop gets another when it opens the app.
  function openTokens(session: Session) {
    try {
      for (const field of ["accessToken", "refreshToken"] as const)
        if (session[field])
          session[field] = sealer.open(session[field], purpose(session, field));
      return session;
    } catch (error) {
      if (!(error instanceof SealError)) throw error;
      logger.error({ shop: session.shop }, "a session cannot be opened");
      return undefined;
    }
  }
}

function sealToken(sealer: Sealer, session: Session, field: TokenField) {
  const token = session[field];
  return token ? sealer.seal(token, purpose(session, field)) : null;
}

const purpose = (session: Session, field: TokenField) =>
  `session:${session.id}:${field}`;
