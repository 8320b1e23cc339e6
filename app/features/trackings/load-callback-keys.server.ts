import { randomBytes } from "node:crypto";
import type { Database } from "#app/db.server.ts";
import type { Sealer } from "#app/platform/sealing.server.ts";

// Any constant: two processes that start together make one key.
const lockKey = 72_707_371;
const purpose = "callback-key";

/** The keys of callback tokens, by id. The first start makes one: 32 random bytes, stored sealed. */
export async function loadCallbackKeys(
  db: Database,
  sealer: Sealer,
): Promise<Map<number, Buffer>> {
  const rows = await db.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${lockKey})`;
    const known = await tx.callbackKey.findMany({
      where: { retiredAt: null },
    });
    if (known.length > 0) return known;
    const key = randomBytes(32).toString("base64url");
    return [
      await tx.callbackKey.create({
        data: { keySealed: sealer.seal(key, purpose) },
      }),
    ];
  });
  return new Map(
    rows.map(({ id, keySealed }) => [
      id,
      Buffer.from(sealer.open(keySealed, purpose), "base64url"),
    ]),
  );
}
