import { describe, expect, it } from "vitest";
import {
  factsOf,
  mergeFacts,
  type Report,
} from "#app/features/trackings/facts.ts";

const time = "2026-11-22 10:00:00";
const item = {
  timeText: time,
  sortTime: time,
  context: "Departed",
  code: "0",
  description: null,
  area: null,
  location: null,
};
const report = (changes: Partial<Report>): Report => ({
  statusCode: null,
  expired: false,
  items: [],
  ...changes,
});
const factOf = (changes: Partial<typeof item> & { code?: string | null }) =>
  factsOf(report({ items: [{ ...item, ...changes }] }))[0]!;

describe("the facts of a report", () => {
  it("are its scans, each as it came, and its headline, bound to the newest of them", () => {
    const earlier = { ...item, sortTime: "2026-11-21 10:00:00" };
    const facts = factsOf(
      report({ statusCode: "5", items: [earlier, item, earlier] }),
    );
    expect(facts).toEqual([
      {
        ...earlier,
        identity: facts[0]!.identity,
        kind: "item",
        expired: false,
      },
      { ...item, identity: facts[1]!.identity, kind: "item", expired: false },
      {
        identity: facts[2]!.identity,
        kind: "headline",
        timeText: time,
        sortTime: time,
        context: "",
        code: "5",
        description: null,
        area: null,
        location: null,
        expired: false,
      },
    ]);
    for (const { identity } of facts) expect(identity).toMatch(/^[\w-]{22}$/);
  });

  it("have no headline where it says nothing, and one where it says that it is expired", () => {
    expect(factsOf(report({ items: [item] }))).toHaveLength(1);
    expect(factsOf(report({ expired: true }))).toMatchObject([
      { kind: "headline", code: null, expired: true, sortTime: "" },
    ]);
  });
});

describe("a scan that is told anew", () => {
  const { identity } = factOf({});

  it.each([
    ["in other case", { context: "DEPARTED" }],
    ["with other blanks", { context: " Departed \n" }],
    ["in wide letters", { context: "Ｄeparted" }],
    ["with another code", { code: "1" }],
    ["with its time written otherwise", { timeText: "2026/11/22 10:00" }],
  ])("is the same %s", (_how, changes) => {
    expect(factOf(changes).identity).toBe(identity);
  });

  it.each([
    ["another time", { sortTime: "2026-11-22 10:00:01" }],
    ["another text", { context: "Arrived" }],
  ])("is another with %s", (_what, changes) => {
    expect(factOf(changes).identity).not.toBe(identity);
  });

  it("is told apart by its time's text where that is no time", () => {
    const undated = (timeText: string) => factOf({ timeText, sortTime: "" });
    expect(undated("soon").identity).not.toBe(undated("later").identity);
  });

  it("is the same as it always was, so that what is stored is known again", () => {
    expect(identity).toBe("pr0fHadkhTgNCVhRqKpCwp");
    expect(factsOf(report({ statusCode: "5" }))[0]!.identity).toBe(
      "9-4Gk200sMB5slxdhA9vIm",
    );
  });

  it("keeps the blanks between its words apart from none", () => {
    const one = factOf({ context: "out for  delivery" });
    expect(one.identity).toBe(
      factOf({ context: "Out for\tdelivery" }).identity,
    );
    expect(one.identity).not.toBe(
      factOf({ context: "outfordelivery" }).identity,
    );
  });
});

describe("two tellings of a scan", () => {
  const merged = (
    one: { code?: string | null; area?: string | null },
    other: { code?: string | null; area?: string | null },
  ) => {
    const fact = factOf({});
    const both = mergeFacts({ ...fact, ...one }, { ...fact, ...other });
    expect(mergeFacts({ ...fact, ...other }, { ...fact, ...one })).toEqual(
      both,
    );
    return both;
  };

  it.each([
    ["0", null, "0"],
    ["0", "5", "5"],
    ["3", "5", "3"],
    ["4", "5", "4"],
    ["3", null, "3"],
    ["3", "4", "4"],
    [null, null, null],
  ])("have of the codes %s and %s the code %s", (one, other, code) => {
    expect(merged({ code: one }, { code: other }).code).toBe(code);
  });

  it("have the greater text, and any rather than none", () => {
    expect(merged({ area: "Berlin" }, { area: null }).area).toBe("Berlin");
    expect(merged({ area: "Berlin" }, { area: "Bonn" }).area).toBe("Bonn");
  });

  it("are expired when one of them is", () => {
    const fact = factOf({});
    const expired = { ...fact, expired: true };
    expect(mergeFacts(fact, expired).expired).toBe(true);
    expect(mergeFacts(expired, fact).expired).toBe(true);
    expect(mergeFacts(fact, fact).expired).toBe(false);
  });
});
