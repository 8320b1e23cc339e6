import { describe, expect, it } from "vitest";
import { judgeRows } from "#app/features/number-import/judge-rows.ts";

const row = (order: string, number: string, company = "") => ({
  line: 2,
  order,
  number,
  company,
});
const one = { id: "f1", orderKey: "1001", numbers: [] as string[] };
const other = { id: "f2", orderKey: "1001", numbers: [] as string[] };

const judge = (rows: ReturnType<typeof row>[], known: (typeof one)[] = [one]) =>
  judgeRows(rows, known).map(({ verdict }) => verdict);

describe("a row", () => {
  it.each(["#1001", "1001", " # 1001 "])(
    "belongs to the only shipment of its order, written %j",
    (order) => {
      expect(judgeRows([row(order, " n 1 ")], [one])).toMatchObject([
        { verdict: "new", fulfillmentId: "f1" },
      ]);
    },
  );

  it("belongs, of several shipments, to the one without a number", () => {
    const full = { ...one, numbers: ["N9"] };
    expect(judgeRows([row("1001", "N1")], [full, other])).toMatchObject([
      { verdict: "new", fulfillmentId: "f2" },
    ]);
  });

  it("is left where several could be meant", () => {
    expect(judge([row("1001", "N1")], [one, other])).toEqual(["several"]);
    const full = { numbers: ["N9"] };
    expect(
      judge(
        [row("1001", "N1")],
        [
          { ...one, ...full },
          { ...other, ...full },
        ],
      ),
    ).toEqual(["several"]);
  });

  it("is known where its order has the number already, however it is written", () => {
    const full = { ...one, numbers: ["N1"] };
    expect(judge([row("1001", "n\u200B 1")], [other, full])).toEqual(["known"]);
  });

  it("counts once", () => {
    expect(judge([row("1001", "N1"), row("#1001", "n1")])).toEqual([
      "new",
      "repeated",
    ]);
  });

  it.each([
    [row("", "N1"), "no_order"],
    [row("#", "N1"), "no_order"],
    [row("1001", "\u200B"), "no_number"],
    [row("1001", "7.89E+15"), "mangled"],
    [row("1001", "7,89E+15"), "mangled"],
    [row("1001", "1E12"), "mangled"],
    [row("1001", "N".repeat(256)), "too_long"],
    [row("1001", "N1", "c".repeat(256)), "too_long"],
    [row("1002", "N1"), "unknown_order"],
  ])("says why it brings nothing: %j", (given, verdict) => {
    expect(judge([given])).toEqual([verdict]);
  });
});
