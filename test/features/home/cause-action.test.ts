import { describe, expect, it } from "vitest";
import { causeActionOf } from "#app/features/home/cause-action.ts";
import {
  causes,
  type Cause,
  type CauseGroup,
} from "#app/features/home/home-view.ts";

const group = (
  cause: Cause,
  count: number,
  company: string | null = null,
): CauseGroup => ({
  cause,
  parcels: { count, more: false },
  fresh: { count: 0, more: false },
  named: cause.startsWith("account")
    ? []
    : [{ id: "first", orderName: "#1" }].slice(0, count),
  company,
});

describe("what helps beside a cause", () => {
  it.each(causes)(
    "is a place or a call, for one parcel and for many: %s",
    (cause) => {
      for (const count of [1, 7]) {
        const action = causeActionOf(group(cause, count), "own");
        expect(action.kind === "retry" || action.url.startsWith("/app/")).toBe(
          true,
        );
      }
    },
  );

  it("is the shop's own account where the operator's does not work", () => {
    const refused = group("account_refused", 3);
    expect(causeActionOf(refused, "own")).toMatchObject({
      label: "reconnect",
    });
    expect(causeActionOf(refused, "operator")).toMatchObject({
      label: "connect",
    });
  });

  it("is the parcel itself where it is the only one", () => {
    expect(
      causeActionOf(group("needs_carrier", 1, "Velo"), "own"),
    ).toMatchObject({
      label: "choose",
      url: "/app/shipments/first",
    });
    expect(causeActionOf(group("stalled", 1), "own")).toMatchObject({
      label: "open",
      url: "/app/shipments/first",
    });
  });

  it("is their list where several have no carrier, whatever companies are behind them", () => {
    for (const company of ["Velo", null])
      expect(
        causeActionOf(group("needs_carrier", 3, company), "own"),
      ).toMatchObject({ label: "list" });
  });

  it("tries one that failed again at once; many are tried again in the list", () => {
    expect(causeActionOf(group("failed", 1), "own")).toEqual({
      kind: "retry",
      shipmentId: "first",
    });
    expect(causeActionOf(group("failed", 2), "own")).toMatchObject({
      label: "list",
    });
  });
});
