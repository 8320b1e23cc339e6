import { randomBytes } from "node:crypto";
import type { CallbackKey } from "@prisma/client";
import type { Database, Transaction } from "#app/db.server.ts";
import { SealError, type Sealer } from "#app/platform/sealing.server.ts";
import {
  callbackKeyPurpose,
  formerCallbackKeyPurpose,
} from "./callback-key-purpose.ts";

// Any constant: two processes that start together make one key.
const lockKey = 72_707_371;

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
    return known.length > 0 ? known : [await createKey(tx, sealer)];
  });
  return new Map(
    rows.map((row) => [row.id, Buffer.from(openKey(sealer, row), "base64url")]),
  );
}

// The seal names the row, so the row comes first.
async function createKey(tx: Transaction, sealer: Sealer) {
  const key = randomBytes(32).toString("base64url");
  const { id } = await tx.callbackKey.create({ data: { keySealed: "" } });
  const keySealed = sealer.seal(key, callbackKeyPurpose(id));
  return tx.callbackKey.update({ where: { id }, data: { keySealed } });
}

function openKey(sealer: Sealer, { id, keySealed }: CallbackKey) {
  try {
    return sealer.open(keySealed, callbackKeyPurpose(id));
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return sealer.open(keySealed, formerCallbackKeyPurpose);
  }
}
