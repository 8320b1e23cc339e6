import type { ThemeBlock } from "#app/components/theme-block.ts";
import type { Health } from "./home-view.ts";

export type HealthTone =
  "working" | "ready" | "quiet" | "off" | "waiting" | "problem";

/** One sign of life: what is said of it, and how loud. */
export type HealthLine = {
  of: "account" | "shopify" | "keydelivery" | "orders" | "writeBack" | "theme";
  says: string;
  /** Null: not known. */
  tone: HealthTone | null;
  at: string | null;
};

const themeTones = {
  active: "working",
  inactive: "off",
  unknown: null,
} as const;

/** What works, what is only quiet, and what is wrong. Silence is no error where there is nothing to hear. */
export function healthLinesOf(
  health: Health,
  themeBlock: ThemeBlock,
): HealthLine[] {
  return [
    accountLine(health),
    shopifyLine(health),
    keydeliveryLine(health),
    ordersLine(health),
    writeBackLine(health),
    { of: "theme", says: themeBlock, tone: themeTones[themeBlock], at: null },
  ];
}

function accountLine({ account }: Health): HealthLine {
  const at = account?.lastSuccessAt ?? null;
  const line = { of: "account", at } as const;
  if (!account) return { ...line, says: "none", tone: "waiting" };
  switch (account.state) {
    case "active":
      return at
        ? { ...line, says: account.kind, tone: "working" }
        : { ...line, says: `${account.kind}Unused`, tone: "ready" };
    case "throttled":
      return { ...line, says: "throttled", tone: "waiting" };
    case "quota_exhausted":
      return { ...line, says: "quota_exhausted", tone: "waiting" };
    case "invalid_credentials":
      return { ...line, says: "invalid_credentials", tone: "problem" };
  }
}

function shopifyLine({ lastWebhookAt: at }: Health): HealthLine {
  return at
    ? { of: "shopify", says: "heard", tone: "working", at }
    : { of: "shopify", says: "never", tone: "quiet", at };
}

function keydeliveryLine({ lastPushAt: at, underWay }: Health): HealthLine {
  const line = { of: "keydelivery", at } as const;
  if (at)
    return underWay
      ? { ...line, says: "heard", tone: "working" }
      : { ...line, says: "idle", tone: "quiet" };
  return { ...line, says: underWay ? "expected" : "never", tone: "quiet" };
}

function ordersLine({ reconciledAt: at, reconcileIsLate }: Health): HealthLine {
  const line = { of: "orders", at } as const;
  if (reconcileIsLate)
    return { ...line, says: at ? "late" : "neverLate", tone: "problem" };
  return at
    ? { ...line, says: "compared", tone: "working" }
    : { ...line, says: "soon", tone: "quiet" };
}

function writeBackLine({ writeBack }: Health): HealthLine {
  const line = { of: "writeBack", says: writeBack, at: null } as const;
  switch (writeBack) {
    case "off":
      return { ...line, tone: "off" };
    case "no_permission":
      return { ...line, tone: "waiting" };
    case "on":
      return { ...line, tone: "working" };
  }
}
