import type { CallbackKey } from "@prisma/client";
import type { Database } from "#app/db.server.ts";
import {
  createCallbackTokens,
  type CallbackTokens,
} from "#app/platform/callback-tokens.server.ts";
import { SealError, type Sealer } from "#app/platform/sealing.server.ts";
import {
  callbackKeyPurpose,
  formerCallbackKeyPurpose,
} from "./callback-key-purpose.ts";
import { makeCallbackKey } from "./make-callback-key.server.ts";

// Any constant: two processes that start together make one key.
const lockKey = 72_707_371;

/** How long a key is known before it is used: any process that runs has learned of it by then. */
const learnMs = 10 * 60_000;

/** The tokens of all keys that are not retired. The first start makes a key. */
export async function loadCallbackTokens(
  db: Database,
  sealer: Sealer,
  now: Date,
): Promise<CallbackTokens> {
  const rows = await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
    const known = await tx.callbackKey.findMany({
      where: { retiredAt: null },
      orderBy: { id: "asc" },
    });
    return known.length > 0 ? known : [await makeCallbackKey(tx, sealer)];
  });
  const learned = rows.filter(
    ({ createdAt }) => now.getTime() - createdAt.getTime() >= learnMs,
  );
  const current = learned.at(-1) ?? rows[0];
  return createCallbackTokens(
    new Map(
      rows.map((row) => [
        row.id,
        Buffer.from(openKey(sealer, row), "base64url"),
      ]),
    ),
    {
      ...(current && { currentKeyId: current.id }),
      keptIds: new Set(
        rows.filter((row) => row.tokensKept).map((row) => row.id),
      ),
    },
  );
}

function openKey(sealer: Sealer, { id, keySealed }: CallbackKey) {
  try {
    return sealer.open(keySealed, callbackKeyPurpose(id));
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return sealer.open(keySealed, formerCallbackKeyPurpose);
  }
}
