import { randomBytes } from "node:crypto";
import type { CallbackKey } from "@prisma/client";
import type { Transaction } from "#app/db.server.ts";
import type { Sealer } from "#app/platform/sealing.server.ts";
import { callbackKeyPurpose } from "./callback-key-purpose.ts";

/** A key of callback tokens: 32 random bytes, stored sealed. The seal names the row, so the row comes first. */
export async function makeCallbackKey(
  tx: Transaction,
  sealer: Sealer,
): Promise<CallbackKey> {
  const key = randomBytes(32).toString("base64url");
  const { id } = await tx.callbackKey.create({
    data: { keySealed: "", tokensKept: false },
  });
  const keySealed = sealer.seal(key, callbackKeyPurpose(id));
  return tx.callbackKey.update({ where: { id }, data: { keySealed } });
}
