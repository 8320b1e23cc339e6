import { randomInt } from "node:crypto";
import { expect, it } from "vitest";
import { fulfillment, later, useCore } from "./use-core.ts";

const { deliver, drain, shipments, database } = useCore();

// Three bytes each in UTF-8, and nothing that a database could pack: the largest entry that an index can be asked to hold.
const incompressible = (length: number) =>
  Array.from({ length }, () =>
    String.fromCodePoint(randomInt(0x4e00, 0x9fff)),
  ).join("");

it("a parcel whose number, order and company are as long as they may be is stored, held and archived", async () => {
  const [number, order, company] = [255, 400, 400].map(incompressible);
  const body = fulfillment({
    name: `${order}.1`,
    tracking_company: company,
    tracking_numbers: [number],
  });
  expect(await deliver("fulfillments/create", body)).toMatchObject({
    outcome: "recorded",
  });
  await drain();
  const [parcel] = await shipments();
  expect(parcel).toMatchObject({ number, endedAt: null });
  expect([parcel!.orderKey.length, parcel!.companyKey.length]).toEqual([
    255, 255,
  ]);
  await database.db.shipment.updateMany({ data: { hold: "needs_carrier" } });
  expect(await shipments()).toMatchObject([{ attention: "needs_carrier" }]);
  await deliver("fulfillments/update", later(body, {}));
  await database.db.shipment.updateMany({ data: { archivedAt: new Date() } });
  expect(await shipments()).toMatchObject([{ number }]);
});
