import { describe, expect, it } from "vitest";
import type { ThemeBlock } from "#app/components/theme-block.ts";
import { healthLinesOf } from "#app/features/home/health-lines.ts";
import type { Health } from "#app/features/home/home-view.ts";

const at = "2026-11-24T10:00:00.000Z";
const fine: Health = {
  underWay: true,
  lastWebhookAt: at,
  lastPushAt: at,
  reconciledAt: at,
  reconcileIsLate: false,
  account: { kind: "operator", state: "active", lastSuccessAt: at },
  writeBack: "on",
  unwritten: { count: 0, more: false },
};
const tonesOf = (health: Partial<Health>, themeBlock: ThemeBlock = "unknown") =>
  Object.fromEntries(
    healthLinesOf({ ...fine, ...health }, themeBlock).map(
      ({ of, says, tone }) => [of, `${tone} ${says}`],
    ),
  );

describe("the signs of life", () => {
  it("are fine where all was heard of", () => {
    expect(tonesOf({})).toEqual({
      account: "working operator",
      shopify: "working heard",
      keydelivery: "working heard",
      orders: "working compared",
      writeBack: "working on",
      theme: "null unknown",
    });
    expect(tonesOf({}, "active").theme).toBe("working active");
    expect(tonesOf({}, "inactive").theme).toBe("off inactive");
  });

  it("are quiet, not wrong, in a shop that was just installed", () => {
    const fresh = tonesOf({
      underWay: false,
      lastWebhookAt: null,
      lastPushAt: null,
      reconciledAt: null,
      account: { kind: "own", state: "active", lastSuccessAt: null },
      writeBack: "off",
    });
    expect(fresh).toEqual({
      account: "ready ownUnused",
      shopify: "quiet never",
      keydelivery: "quiet never",
      orders: "quiet soon",
      writeBack: "off off",
      theme: "null unknown",
    });
  });

  it("say that silence is normal while nothing is under way, or a first check is to come", () => {
    expect(tonesOf({ underWay: false }).keydelivery).toBe("quiet idle");
    expect(tonesOf({ lastPushAt: null }).keydelivery).toBe("quiet expected");
  });

  it("are wrong only where somebody has to act", () => {
    const states = [
      "throttled",
      "quota_exhausted",
      "invalid_credentials",
    ] as const;
    const accounts = states.map(
      (state) =>
        tonesOf({ account: { kind: "own", state, lastSuccessAt: at } }).account,
    );
    expect(accounts).toEqual([
      "waiting throttled",
      "waiting quota_exhausted",
      "problem invalid_credentials",
    ]);
    expect(tonesOf({ account: null }).account).toBe("waiting none");
    expect(tonesOf({ reconcileIsLate: true }).orders).toBe("problem late");
    expect(tonesOf({ writeBack: "no_permission" }).writeBack).toBe(
      "waiting no_permission",
    );
  });
});
