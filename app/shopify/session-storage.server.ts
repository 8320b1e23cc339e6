import type { Session } from "@shopify/shopify-api";
import type { Transaction } from "#app/db.server.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { Sealer } from "#app/platform/sealing.server.ts";
import { openSession, sealToken } from "./sealed-session.server.ts";

/**
 * The table of Shopify's Prisma session storage, tokens sealed at rest, nothing kept of a person.
 * The package itself is not in the way: it asks the table for its size when it is made, prints to the
 * console, ends the process where that fails, and takes a delete that failed for done.
 */
export function createSessionStorage({
  db,
  sealer,
  logger,
}: {
  db: Pick<Transaction, "session" | "$executeRaw">;
  sealer: Sealer;
  logger: Pick<Logger, "error">;
}) {
  return {
    async loadSession(id: string): Promise<Session | undefined> {
      const row = await db.session.findUnique({ where: { id } });
      return row ? openSession(row, { sealer, logger }) : undefined;
    },
    async findSessionsByShop(shop: string): Promise<Session[]> {
      const rows = await db.session.findMany({
        where: { shop },
        take: 25,
        orderBy: { expires: "desc" },
      });
      return rows.flatMap((row) => openSession(row, { sealer, logger }) ?? []);
    },
    async deleteSession(id: string): Promise<boolean> {
      await db.session.deleteMany({ where: { id } });
      return true;
    },
    async deleteSessions(ids: string[]): Promise<boolean> {
      await db.session.deleteMany({ where: { id: { in: ids } } });
      return true;
    },
    /**
     * A pair of tokens that is older than the stored one is not stored: ten refreshes at once were seen,
     * and the last to arrive need not be the last made.
     */
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
}
