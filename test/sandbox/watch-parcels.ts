import { setTimeout as sleep } from "node:timers/promises";
import { openDatabaseClient, type Database } from "#app/db.server.ts";
import { shownStateOf } from "#app/features/shipments/shown-state.ts";
import { openDatabase } from "#app/platform/embedded-postgres.server.ts";
import { submitForm } from "./merchant.ts";
import type { Parcel } from "./parcels.ts";
import type { Sandbox } from "./start-sandbox.ts";

export type WatchedParcel = Parcel & {
  actual: string;
  carrier: string;
  events: number;
  ok: boolean;
};

const quiet = { info: () => undefined, warn: () => undefined };

/** The app's database, seen from outside. */
export async function withDatabase<T>(
  sandbox: Sandbox,
  look: (db: Database) => Promise<T>,
): Promise<T> {
  const database = await openDatabase({
    dataDir: sandbox.dataDir,
    logger: quiet,
    production: false,
  });
  const { db, close } = openDatabaseClient(database.url, {
    max: 2,
    onError: () => undefined,
  });
  try {
    return await look(db);
  } finally {
    await close();
    await database.close();
  }
}

/** Follows the parcels in the app's database until each is where its scenario ends, or time is up. */
export function watchParcels(
  sandbox: Sandbox,
  parcels: Parcel[],
  timeoutMs: number,
): Promise<WatchedParcel[]> {
  return withDatabase(sandbox, async (db) => {
    const giveUpAt = Date.now() + timeoutMs;
    const mended = new Set<string>();
    for (;;) {
      const watched = await look(db, parcels);
      await mendCarriers(sandbox, db, parcels, mended);
      if (watched.every(({ ok }) => ok) || Date.now() > giveUpAt)
        return watched;
      await sleep(100);
    }
  });
}

async function look(db: Database, parcels: Parcel[]): Promise<WatchedParcel[]> {
  const shipments = await db.shipment.findMany({
    include: {
      tracking: {
        include: {
          account: { select: { state: true } },
          _count: { select: { events: { where: { kind: "item" } } } },
        },
      },
    },
  });
  return parcels.map((parcel) => {
    const shipment = shipments.find(
      ({ number, orderName }) =>
        number === parcel.number && orderName === parcel.order,
    );
    const actual = shipment ? shownStateOf(shipment).key : "lost";
    return {
      ...parcel,
      actual,
      carrier: shipment?.carrierId ?? "",
      events: shipment?.tracking?._count.events ?? 0,
      ok: actual === parcel.expected,
    };
  });
}

// The merchant picks a carrier where the app asks for one, through the app's own page.
async function mendCarriers(
  sandbox: Sandbox,
  db: Database,
  parcels: Parcel[],
  mended: Set<string>,
) {
  const toMend = parcels.filter(
    ({ expected, number }) => expected === "delivered" && !mended.has(number),
  );
  const waiting = await db.shipment.findMany({
    where: {
      hold: "needs_carrier",
      number: { in: toMend.map(({ number }) => number) },
    },
    select: { id: true, number: true },
  });
  for (const { id, number } of waiting) {
    mended.add(number);
    await submitForm(sandbox, `/app/shipments/${id}`, {
      intent: "choose_carrier",
      carrierId: "ups",
    });
  }
}
