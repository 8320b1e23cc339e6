import { pino } from "pino";
import { expect, it } from "vitest";
import { systemClock } from "#app/platform/clock.ts";
import { rollUp } from "#app/worker/roll-up.ts";
import {
  createParcel,
  createShop,
} from "#test/features/shipments/create-parcel.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();

it("counts the days of all shops, though one of them cannot be counted", async () => {
  const { db } = database;
  const broken = await createShop(db, "broken.myshopify.com");
  const sound = await createShop(db, "sound.myshopify.com");
  await db.shop.update({
    where: { id: broken.id },
    data: { timeZone: "Atlantis/Capital" },
  });
  await createParcel(db, broken.id);
  await createParcel(db, sound.id);

  const lines: string[] = [];
  const logger = pino({}, { write: (line) => lines.push(line) });
  const app = { db, logger, clock: systemClock };
  expect(await rollUp(app, AbortSignal.abort())).toEqual({
    outcome: "goes_on",
  });
  expect(await db.shippedDay.count()).toBe(0);
  expect(await rollUp(app, AbortSignal.timeout(60_000))).toEqual({
    outcome: "done",
  });

  const days = await db.shippedDay.findMany();
  expect(days).toMatchObject([{ shopId: sound.id, shipped: 1 }]);
  expect(lines.join("")).toContain(broken.id);
  expect(await db.staleDay.count()).toBe(1);
});
