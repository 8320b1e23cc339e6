import fc from "fast-check";
import { expect } from "vitest";
import { writeCsvRows } from "#app/components/write-csv.ts";
import { addDays, shopDayOf, startOfShopDay } from "#app/domain/shop-day.ts";
import { normaliseTrackingNumber } from "#app/domain/tracking-number.ts";
import { resolveCarrier } from "#app/features/carriers/resolve-carrier.ts";
import {
  mostCarriers,
  searchCarriers,
} from "#app/features/carriers/search-carriers.ts";
import { judgeRows } from "#app/features/number-import/judge-rows.ts";
import { mostRows } from "#app/features/number-import/number-import-view.ts";
import { readNumberFile } from "#app/features/number-import/read-number-file.ts";
import { readNumberText } from "#app/features/number-import/read-number-text.ts";
import { happenedAtOf } from "#app/features/publishing/happened-at.ts";
import { searchTermsOf } from "#app/features/shipments/search-terms.ts";
import { deriveStatus } from "#app/features/trackings/derive-status.ts";
import { factsOf, type Report } from "#app/features/trackings/facts.ts";
import { parsePush } from "#app/keydelivery/index.ts";
import { border, expectStorable, type Border } from "../border.ts";
import { pushBody } from "../examples.ts";
import { hostileText } from "../hostile.ts";
import { mutatedText, uuid } from "../mutate.ts";

const csv = mutatedText(
  'Order,Tracking number,Company\n#1001,"1Z999",UPS\n#1002,="0012",DHL\n',
  "\ufeffBestellung;Sendungsnummer\r\n#1001;JJD0003\r\n;;\r\n",
  "order\tawb\n1001\t'+12\n",
);

const times = mutatedText(
  "2026-11-22 08:47:02",
  "2026/1/2",
  "0000-01-01 00:00",
);
const report = fc
  .record({
    items: fc.array(
      fc.record({
        time: times,
        context: hostileText,
        order_status_code: fc.constantFrom(0, 1, 3, 4, 5, 8, "204", "304", "x"),
      }),
      { maxLength: 5 },
    ),
    order_status_code: fc.constantFrom(null, 0, 3, "4", 2, "1001"),
    event: fc.constantFrom("expired", "tracking update"),
  })
  .map((push): Report => parsePush({ ...pushBody, ...push }));

const known = { id: uuid, orderKey: "1001", numbers: ["1Z999"] };

/** Files, scans and carriers: read once, and worked with. */
export const workBorders: Border[] = [
  border(
    [
      "app/features/number-import/read-number-file.ts#readNumberFile",
      "app/features/number-import/judge-rows.ts",
    ],
    csv,
    (text) => {
      const read = readNumberFile(text);
      if ("refusal" in read) {
        expect(read.refusal.reason).not.toBe("");
        return;
      }
      expect(read.rows.length).toBeLessThanOrEqual(mostRows);
      expect(read.rows.length).toBeGreaterThan(0);
      const judged = judgeRows(read.rows, [known]);
      expect(judged).toHaveLength(read.rows.length);
      for (const row of judged)
        if (row.verdict === "new")
          expect(
            normaliseTrackingNumber(row.number).length,
          ).toBeLessThanOrEqual(255);
    },
    6,
  ),
  border(
    "app/features/number-import/read-number-text.ts#readNumberText",
    fc.oneof(
      csv.map((text) => new Blob([text])),
      fc
        .uint8Array({ maxLength: 60 })
        .map((bytes) => new Blob([Buffer.from(bytes)])),
    ),
    async (blob) => {
      const read = await readNumberText(new File([blob], "numbers.csv"));
      expect("text" in read || read.refusal.reason === "not_text").toBe(true);
    },
  ),
  border(
    "app/components/write-csv.ts",
    fc.array(hostileText, { minLength: 1, maxLength: 4 }),
    (cells) => {
      const text = writeCsvRows([cells]);
      for (const cell of cells)
        if (/^[=+\-@\t\r]/.test(cell))
          expect(text).toContain(`'${cell.slice(0, 1)}`);
    },
  ),
  border(
    "app/features/shipments/search-terms.ts",
    mutatedText("#1001", "1z 999"),
    (typed) => {
      const terms = searchTermsOf(typed);
      if (terms) {
        expect(terms.number).not.toBe("");
        expect(terms.orderKey).not.toBe("");
        expect(JSON.stringify(terms)).not.toContain("\\u0000");
      }
    },
    2,
  ),
  border(
    "app/features/trackings/facts.ts",
    fc.record({ first: report, second: report }),
    ({ first, second }) => {
      const facts = factsOf(first);
      expectStorable(facts);
      expect(new Set(facts.map(({ identity }) => identity)).size).toBe(
        facts.length,
      );
      const both = [...facts, ...factsOf(second)];
      const told = deriveStatus(both);
      expect(deriveStatus(both.toReversed())).toEqual(told);
      const before = deriveStatus(facts).status;
      // Terminal: nothing but the other end moves it.
      if (before === "delivered" || before === "returned")
        expect(["delivered", "returned"]).toContain(told.status);
      const window = { from: "2026-11-01", until: "2026-12-01" };
      const within = deriveStatus(both, window);
      if (within.time) expect(within.time >= window.from).toBe(true);
    },
    6,
  ),
  border(
    "app/features/publishing/happened-at.ts",
    fc.record({
      time: times,
      now: fc.date({
        min: new Date("2020-01-01"),
        max: new Date("2090-01-01"),
        noInvalidDate: true,
      }),
    }),
    ({ time, now }) => {
      const at = happenedAtOf(time, now);
      expect(at.getTime()).toBeLessThanOrEqual(now.getTime());
      expect(at.getUTCMilliseconds()).toBe(0);
    },
  ),
  border(
    "app/features/carriers/resolve-carrier.ts",
    fc.record({
      chosenCarrierId: fc.oneof(fc.constant(null), hostileText),
      mappedCarrierId: fc.oneof(fc.constant(null), hostileText),
      company: mutatedText("UPS", "DHL Express", "Correos", "Japan Post"),
      refused: fc.array(fc.constantFrom("ups", "dhlen", ""), { maxLength: 2 }),
      detection: fc.oneof(
        fc.constantFrom(
          { kind: "not_asked" as const },
          { kind: "down" as const },
        ),
        fc.record({
          kind: fc.constant("answered" as const),
          carrierIds: fc.array(fc.oneof(hostileText, fc.constant("ups")), {
            maxLength: 3,
          }),
        }),
      ),
    }),
    (asked) => {
      const found = resolveCarrier(asked);
      if (found.kind !== "resolved") return;
      expect(found.carrier.carrierId).not.toBe("");
      expect(asked.refused).not.toContain(found.carrier.carrierId);
    },
    3,
  ),
  border(
    "app/features/carriers/search-carriers.ts",
    mutatedText("dhl", "Österreich"),
    (typed) => {
      const found = searchCarriers(typed, [{ id: "own", name: "Own" }]);
      expect(found.length).toBeLessThanOrEqual(mostCarriers);
      expect(new Set(found).size).toBe(found.length);
    },
    0.25,
  ),
  border(
    "app/domain/shop-day.ts",
    fc.record({
      moment: fc.date({
        min: new Date("1990-01-01"),
        max: new Date("2090-01-01"),
        noInvalidDate: true,
      }),
      days: fc.integer({ min: -1_000, max: 1_000 }),
      zone: fc.constantFrom(
        "UTC",
        "Asia/Kathmandu",
        "Africa/Cairo",
        "America/Santiago",
        "Pacific/Apia",
      ),
    }),
    ({ moment, days, zone }) => {
      const day = shopDayOf(moment, zone);
      expect(addDays(addDays(day, days), -days)).toBe(day);
      expect(startOfShopDay(day, zone).getTime()).toBeLessThanOrEqual(
        moment.getTime(),
      );
    },
    0.5,
  ),
];
