import type { Database } from "#app/db.server.ts";

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
  /** New trackings of this month, on the operator's account only; `used` can pass a limit that was lowered. */
  quota: { limit: number; used: number; resetsAt: string } | null;
  /** Parcels of this shop that wait to be registered, counted up to 10,000. */
  waiting: { count: number; more: boolean };
};

const countLimit = 10_000;

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
  const own = await findCurrent(db, shopId);
  const row =
    own ?? (options.operatorAvailable ? await findCurrent(db, null) : null);
  // The operator's row is made at the first start; until then its account is known, but unused.
  if (!row)
    return options.operatorAvailable
      ? { ...nothing, kind: "operator" }
      : nothing;
  return {
    kind: own ? "own" : "operator",
    hint: own ? own.apiKeyHint : null,
    state: row.state,
    pausedUntil: row.pausedUntil?.toISOString() ?? null,
    lastErrorCode: row.lastErrorCode,
    lastErrorAt: row.lastErrorAt?.toISOString() ?? null,
    lastSuccessAt: row.lastSuccessAt?.toISOString() ?? null,
    quota: own
      ? null
      : await loadQuota(db, { shopId, accountId: row.id, ...options }),
    waiting: await countWaiting(db, shopId, row.id),
  };
}

function findCurrent(
  db: Pick<Database, "keyDeliveryAccount">,
  shopId: string | null,
) {
  return db.keyDeliveryAccount.findFirst({
    where: { shopId, current: true },
    select: {
      id: true,
      apiKeyHint: true,
      state: true,
      pausedUntil: true,
      lastErrorCode: true,
      lastErrorAt: true,
      lastSuccessAt: true,
    },
  });
}

async function loadQuota(
  db: Pick<Database, "quotaUsage">,
  asked: { shopId: string; accountId: string; shopQuota: number; now: Date },
) {
  const { shopId, accountId, shopQuota, now } = asked;
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth()));
  const usage = await db.quotaUsage.findUnique({
    where: { accountId_shopId_month: { accountId, shopId, month } },
    select: { used: true },
  });
  const next = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1);
  return {
    limit: shopQuota,
    used: usage?.used ?? 0,
    resetsAt: new Date(next).toISOString(),
  };
}

// Served by partial indexes, which hold few other rows.
async function countWaiting(
  db: Pick<Database, "$queryRaw">,
  shopId: string,
  accountId: string,
) {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (
      SELECT 1 FROM tracking
      WHERE account_id = ${accountId}::uuid AND shop_id = ${shopId}::uuid
        AND registration IN ('waiting', 'over_quota')
      LIMIT ${countLimit + 1}
    ) AS waiting`;
  const count = rows[0]?.count ?? 0;
  return { count: Math.min(count, countLimit), more: count > countLimit };
}
