import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { happenedAtOf } from "#app/features/publishing/happened-at.ts";
import { parsePush } from "#app/keydelivery/index.ts";

// As a push brings it.
const toSortTime = (time: string) =>
  parsePush({ items: [{ time, context: "scan" }] }).items[0]?.sortTime ?? "";

const runs = { numRuns: 1_000 };
const nearMs = 36 * 3_600_000;
const now = fc.date({
  min: new Date("2000-01-01T00:00:00Z"),
  max: new Date("2100-01-01T00:00:00Z"),
  noInvalidDate: true,
});
const sortable = (time: number) =>
  new Date(time).toISOString().slice(0, 19).replace("T", " ");
const secondOf = (time: number) => Math.floor(time / 1_000) * 1_000;

const anyText = fc.oneof(
  fc.constant(null),
  fc.string({ unit: "binary" }),
  fc.string(),
  fc.date({ noInvalidDate: true }).map((time) => time.toISOString()),
  fc.constantFrom(
    ...["0001-01-01 00:00:00", "9999-12-31 23:59:59", "0000-01-01 00:00:00"],
    ...["2026-02-30 10:00:00", "2026-11-20", "2026-11-20 24:00:00", "1", "-1"],
    ...["+275760-09-13 00:00:00", "-271821-04-20 00:00:00", "2026", " "],
  ),
);
const offset = (min: number, max: number) => fc.integer({ min, max });

describe("when an event happened, for Shopify,", () => {
  it("is a whole second that is not ahead of now, whatever text the scan has", () => {
    fc.assert(
      fc.property(anyText, now, (text, now) => {
        const at = happenedAtOf(text, now).getTime();
        expect(at).toBe(secondOf(at));
        expect(at).toBeLessThanOrEqual(now.getTime());
      }),
      runs,
    );
  });

  it("is the second of now, for a scan within 36 hours before it or any time after", () => {
    const ms = fc.oneof(
      offset(-nearMs, nearMs),
      offset(-nearMs, -nearMs + 2_000),
      offset(0, 10 * 365 * 86_400_000),
    );
    fc.assert(
      fc.property(now, ms, (now, ms) => {
        const told = now.getTime() + ms;
        // The text has no fraction of a second, which may take it over the edge.
        fc.pre(now.getTime() - secondOf(told) <= nearMs);
        expect(happenedAtOf(sortable(told), now).getTime()).toBe(
          secondOf(now.getTime()),
        );
      }),
      runs,
    );
  });

  it("is the scan's own second, for a scan longer ago", () => {
    fc.assert(
      fc.property(now, offset(nearMs + 1, 400 * 86_400_000), (now, ms) => {
        const told = now.getTime() - ms;
        expect(happenedAtOf(sortable(told), now).getTime()).toBe(
          secondOf(told),
        );
      }),
      runs,
    );
  });

  it("is the second of now, for a text that is no time", () => {
    fc.assert(
      fc.property(fc.string(), now, (text, now) => {
        fc.pre(toSortTime(text) === "");
        const known = toSortTime(text) || null;
        expect(happenedAtOf(known, now).getTime()).toBe(
          secondOf(now.getTime()),
        );
      }),
      runs,
    );
  });

  it("is a time that a database and Shopify can hold, for any sortable time", () => {
    const parts = fc.tuple(
      offset(0, 9_999),
      offset(1, 12),
      offset(1, 31),
      offset(0, 23),
    );
    fc.assert(
      fc.property(parts, now, ([year, month, day, hour], now) => {
        const text = toSortTime(
          `${String(year).padStart(4, "0")}-${month}-${day} ${hour}:30:15`,
        );
        const at = happenedAtOf(text || null, now);
        expect(at.toISOString()).toMatch(/^\d{4}-/);
      }),
      runs,
    );
  });
});
