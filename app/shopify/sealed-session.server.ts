import type { Session as SessionRow } from "@prisma/client";
import { Session } from "@shopify/shopify-api";
import type { Logger } from "#app/platform/logger.server.ts";
import { SealError, type Sealer } from "#app/platform/sealing.server.ts";

type TokenField = "accessToken" | "refreshToken";

export function sealToken(
  sealer: Sealer,
  session: Session,
  field: TokenField,
): string | null {
  const token = session[field];
  return token ? sealer.seal(token, tokenPurpose(session.id, field)) : null;
}

/** A session that cannot be opened counts as absent: the shop gets another when it opens the app. */
export function openSession(
  row: SessionRow,
  { sealer, logger }: { sealer: Sealer; logger: Pick<Logger, "error"> },
): Session | undefined {
  const open = (field: TokenField) =>
    row[field]
      ? { [field]: sealer.open(row[field], tokenPurpose(row.id, field)) }
      : {};
  try {
    return new Session({
      id: row.id,
      shop: row.shop,
      state: row.state,
      isOnline: row.isOnline,
      ...(row.scope && { scope: row.scope }),
      ...(row.expires && { expires: row.expires }),
      ...open("accessToken"),
      ...open("refreshToken"),
      ...(row.refreshTokenExpires && {
        refreshTokenExpires: row.refreshTokenExpires,
      }),
    });
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    logger.error({ shop: row.shop }, "a session cannot be opened");
    return undefined;
  }
}

/** Bound into the seal, so that a token cannot be moved to another session or field. */
export const tokenPurpose = (sessionId: string, field: TokenField) =>
  `session:${sessionId}:${field}`;
