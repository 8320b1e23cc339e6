import type { Pool } from "pg";
import {
  keyPurpose,
  secretPurpose,
} from "#app/features/accounts/seal-purposes.ts";
import {
  callbackKeyPurpose,
  formerCallbackKeyPurpose,
} from "#app/features/trackings/callback-key-purpose.ts";
import {
  resealTable,
  type Resealed,
  type SealedTable,
} from "#app/platform/reseal-table.server.ts";
import type { Sealer } from "#app/platform/sealing.server.ts";
import { tokenPurpose } from "#app/shopify/sealed-session.server.ts";

/** Everything that is sealed at rest. */
const sealedTables: SealedTable[] = [
  {
    name: "session",
    key: { column: "id", type: "text" },
    columns: {
      accessToken: (id) => tokenPurpose(id, "accessToken"),
      refreshToken: (id) => tokenPurpose(id, "refreshToken"),
    },
  },
  {
    name: "keydelivery_account",
    key: { column: "id", type: "uuid" },
    columns: { api_key_sealed: keyPurpose, api_secret_sealed: secretPurpose },
  },
  {
    name: "callback_key",
    key: { column: "id", type: "integer" },
    columns: { key_sealed: callbackKeyPurpose },
    formerly: formerCallbackKeyPurpose,
  },
];

/** Seals everything with the present secret, while the app runs and writes beside. */
export async function reseal(pool: Pool, sealer: Sealer): Promise<Resealed[]> {
  const results: Resealed[] = [];
  for (const table of sealedTables)
    results.push(await resealTable(pool, sealer, table));
  return results;
}
