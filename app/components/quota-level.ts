export type QuotaLevel = "fine" | "low" | "gone";

/** How loud the shop's part of the operator's account is to be: from 80 % on. */
export function quotaLevel(quota: { limit: number; used: number }): QuotaLevel {
  if (quota.used >= quota.limit) return "gone";
  return quota.used >= 0.8 * quota.limit ? "low" : "fine";
}
