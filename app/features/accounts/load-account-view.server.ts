import type { Database } from "#app/db.server.ts";
import { countWaiting, type Waiting } from "./count-waiting.server.ts";
import { loadQuota, type Quota } from "./load-quota.server.ts";

/** What a merchant may know of the account that serves the shop. Never a key or a secret. */
export type AccountView = {
  kind: "own" | "operator" | "none";
  /** The end of the API key, of an own account only. */
  hint: string | null;
  state: "active" | "quota_exhausted" | "invalid_credentials" | "throttled";
  pausedUntil: string | null;
  lastErrorCode: string | null;
  lastErrorAt: string | null;
  lastSuccessAt: string | null;
  /** On the operator's account only. */
  quota: Quota | null;
  waiting: Waiting;
};

const nothing: AccountView = {
  kind: "none",
  hint: null,
  state: "active",
  pausedUntil: null,
  lastErrorCode: null,
  lastErrorAt: null,
  lastSuccessAt: null,
  quota: null,
  waiting: { count: 0, more: false },
};

export async function loadAccountView(
  db: Pick<Database, "keyDeliveryAccount" | "quotaUsage" | "$queryRaw">,
  shopId: string,
  options: { operatorAvailable: boolean; shopQuota: number; now: Date },
): Promise<AccountView> {
  const current = await findCurrent(db, shopId);
  const own = current.find((account) => account.shopId === shopId);
  const row = own ?? (options.operatorAvailable ? current[0] : undefined);
  // The operator's row is made at the first start; until then its account is known, but unused.
  if (!row)
    return options.operatorAvailable
      ? { ...nothing, kind: "operator" }
      : nothing;
  const [quota, waiting] = await Promise.all([
    loadQuota(db, row, { shopId, ...options }),
    countWaiting(db, { shopId, accountId: row.id }),
  ]);
  return {
    kind: own ? "own" : "operator",
    hint: own ? own.apiKeyHint : null,
    state: row.state,
    pausedUntil: row.pausedUntil?.toISOString() ?? null,
    lastErrorCode: row.lastErrorCode,
    lastErrorAt: row.lastErrorAt?.toISOString() ?? null,
    lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
    quota,
    waiting,
  };
}

/** The shop's own, and the operator's. */
function findCurrent(db: Pick<Database, "keyDeliveryAccount">, shopId: string) {
  return db.keyDeliveryAccount.findMany({
    where: { current: true, OR: [{ shopId }, { shopId: null }] },
    select: {
      id: true,
      shopId: true,
      apiKeyHint: true,
      state: true,
      pausedUntil: true,
      lastErrorCode: true,
      lastErrorAt: true,
      lastSuccessAt: true,
    },
  });
}
