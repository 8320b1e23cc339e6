import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readNumbers } from "#app/use-cases/read-numbers.server.ts";
import { trackNumbers } from "#app/use-cases/track-numbers.server.ts";
import { fulfillment, later, useCore } from "./use-core.ts";

const { sent, core, deliver, drain, push, database, shipments, tracking } =
  useCore();
const actor = "staff:7";
const create = "fulfillments/create";
const update = "fulfillments/update";

async function fulfillmentId(gid?: string) {
  const { id } = await database.db.fulfillment.findFirstOrThrow({
    where: gid ? { gid } : {},
  });
  return id;
}
const importNumbers = (
  id: string,
  numbers: string[],
  { company = "UPS", shopId = core.shopId } = {},
) =>
  trackNumbers(core.app, {
    shopId,
    actor,
    numbers: numbers.map((number) => ({ fulfillmentId: id, number, company })),
  });
const live = async () =>
  (await shipments()).filter(({ endedAt }) => !endedAt).map((s) => s.number);

describe("a number from a file", () => {
  it("takes the place of no number, and is registered once", async () => {
    await deliver(create, fulfillment({ tracking_numbers: [] }));
    const id = await fulfillmentId();
    expect(await importNumbers(id, [" 1z ab 1"])).toEqual(["tracked"]);
    expect(await importNumbers(id, ["1ZAB1"])).toEqual(["known"]);
    await drain();
    await drain();
    expect(sent.map(({ fields }) => fields.tracking_number)).toEqual(["1ZAB1"]);
    expect(await shipments()).toMatchObject([
      {
        number: "1ZAB1",
        importedCompany: "UPS",
        carrierId: "ups",
        admittedBy: "person",
      },
    ]);
    expect(await database.db.auditEntry.findMany()).toMatchObject([
      { actor, action: "number_imported" },
    ]);
  });

  it("keeps its own company when Shopify changes the shipment's", async () => {
    const body = fulfillment({ tracking_company: "DHL", tracking_numbers: [] });
    await deliver(create, body);
    await importNumbers(await fulfillmentId(), ["1ZOWN"]);
    await drain();
    await deliver(update, later(body, { tracking_company: "FedEx" }));
    await drain();
    expect(await shipments()).toMatchObject([
      { number: "1ZOWN", carrierId: "ups" },
    ]);
    expect(sent).toHaveLength(1);
  });

  it("is Shopify's once Shopify lists it, and ends when Shopify takes it away", async () => {
    const body = fulfillment({ tracking_numbers: [] });
    await deliver(create, body);
    await importNumbers(await fulfillmentId(), ["1ZBOTH"]);
    await deliver(update, later(body, { tracking_numbers: ["1zboth"] }));
    expect(await shipments()).toMatchObject([
      { number: "1ZBOTH", importedCompany: null },
    ]);
    await deliver(update, later(body, { tracking_numbers: [] }, 2));
    expect(await live()).toEqual([""]);
  });

  it("is not tracked for a shipment that has ended, or of another shop", async () => {
    const body = fulfillment({ tracking_numbers: [] });
    await deliver(create, body);
    const id = await fulfillmentId();
    const shopId = core.otherShopId;
    expect(await importNumbers(id, ["1ZA"], { shopId })).toEqual(["gone"]);
    await deliver(update, later(body, { status: "cancelled" }));
    expect(await importNumbers(id, ["1ZA"])).toEqual(["gone"]);
    expect(await live()).toEqual([]);
  });

  it("is told to Shopify from its second status on", async () => {
    await deliver(create, fulfillment({ tracking_numbers: [] }));
    await database.db.shop.update({
      where: { id: core.shopId },
      data: { writeBack: true, grantedScopes: "write_fulfillments" },
    });
    await importNumbers(await fulfillmentId(), ["1ZTOLD"]);
    await drain();
    const { ref } = await tracking("1ZTOLD");
    const scan = (at: string, state: string) =>
      push(ref, {
        ...{ carrier_id: "ups", tracking_number: "1ZTOLD" },
        order_status_code: state,
        items: [{ time: at, context: "Scan" }],
      });
    await scan("2026-11-20 10:00:00", "0");
    await scan("2026-11-21 10:00:00", "3");
    expect(
      await database.db.publication.findMany({ orderBy: { version: "asc" } }),
    ).toMatchObject([
      { state: "skipped", reason: "history" },
      { state: "planned" },
    ]);
  });

  it("stays while its shipment lives, whatever Shopify lists and in whatever order that comes", async () => {
    const step = fc.record({
      numbers: fc.subarray(["1ZL1", "1ZL2", "1ZL3"]),
      status: fc.constantFrom("success", "success", "open", "cancelled"),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 5 }),
        fc.nat(5),
        fc.array(fc.nat(), { maxLength: 4 }),
        async (steps, importAt, swaps) => {
          const suffix = `R${run++}`;
          const first = fulfillment({ tracking_numbers: [] });
          await deliver(create, first);
          const id = await fulfillmentId(first.admin_graphql_api_id);
          const bodies = steps.map(({ numbers, status }, at) => {
            const listed = numbers.map((number) => number + suffix);
            return later(first, { status, tracking_numbers: listed }, at + 1);
          });
          const told = swaps.reduce(
            (order, swap) =>
              order.toSpliced(0, 0, order.at(swap % order.length)!),
            bodies,
          );
          const before = told.slice(0, importAt);
          for (const body of before) await deliver(update, body);
          const [verdict] = await importNumbers(id, [`1ZOWN${suffix}`]);
          for (const body of told.slice(importAt)) await deliver(update, body);
          const last = steps.at(-1)!;
          const parcels = await database.db.shipment.findMany({
            where: { fulfillmentId: id, endedAt: null },
          });
          const listed = last.numbers.map((number) => number + suffix);
          const own = verdict === "tracked" ? [`1ZOWN${suffix}`] : [];
          const expected =
            last.status === "cancelled"
              ? []
              : listed.length + own.length === 0
                ? [""]
                : [...listed, ...own];
          expect(parcels.map(({ number }) => number).toSorted()).toEqual(
            expected.toSorted(),
          );
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});

describe("a file", () => {
  it("is read against the shop's own orders only", async () => {
    const body = fulfillment({ name: "#2001.1", tracking_numbers: ["1ZHAS"] });
    await deliver(create, body);
    const text =
      "Order,Number\n#2001,1ZNEW\n#2001,1zhas\n#2002,1ZNEW\n#2001,\n";
    const verdicts = async (shopId: string) => {
      const answer = await readNumbers(core.app, { shopId, text });
      return answer.outcome === "read"
        ? answer.rows.map(({ verdict }) => verdict)
        : answer;
    };
    expect(await verdicts(core.shopId)).toEqual([
      "new",
      "known",
      "unknown_order",
      "no_number",
    ]);
    expect(await verdicts(core.otherShopId)).toEqual([
      "unknown_order",
      "unknown_order",
      "unknown_order",
      "no_number",
    ]);
    expect(await live()).toEqual(["1ZHAS"]);
  });
});
