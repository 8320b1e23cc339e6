import type { Shipment } from "@prisma/client";
import type { Database } from "#app/db.server.ts";

const dayIn = (time: Date, timeZone: string) =>
  new Intl.DateTimeFormat("en-CA", { timeZone }).format(time);

const refused = [
  "needs_carrier",
  "failed",
  "over_quota",
  "waiting_for_account",
];

const halfDaysOf = (one: Pick<Shipment, "shippedAt"> & { deliveredAt: Date }) =>
  Math.max(1, Math.ceil((+one.deliveredAt - +one.shippedAt) / 43_200_000));

/** What the tables must hold, counted without them. */
export async function countNaively(db: Database) {
  const shipments = await db.shipment.findMany({
    where: { endedAt: null, number: { not: "" } },
    include: { shop: true, tracking: true },
  });
  const shipped = new Map<string, Record<string, number>>();
  const delivered = new Map<string, Record<string, number>>();
  const add = (
    to: typeof shipped,
    key: (string | number)[],
    counts: Record<string, boolean>,
  ) => {
    const row = to.get(key.join(" ")) ?? {};
    for (const [name, holds] of Object.entries(counts))
      row[name] = (row[name] ?? 0) + (holds ? 1 : 0);
    to.set(key.join(" "), row);
  };
  for (const { shop, ...one } of shipments) {
    const rest = [
      one.carrierId ?? "",
      one.companyKey,
      one.destinationCode ?? "",
    ];
    add(shipped, [shop.id, dayIn(one.shippedAt, shop.timeZone), ...rest], {
      shipped: true,
      registered:
        one.tracking?.registration === "registered" && one.hold === "none",
      refused: refused.includes(one.state),
      delivered: one.state === "delivered",
      exceptions: one.hadException,
      failedAttempts: one.hadFailedAttempt,
      returned: one.state === "returned",
      expired: one.state === "expired",
    });
    if (one.deliveredAt)
      add(
        delivered,
        [
          shop.id,
          dayIn(one.deliveredAt, shop.timeZone),
          ...rest,
          halfDaysOf({ ...one, deliveredAt: one.deliveredAt }),
        ],
        { parcels: true },
      );
  }
  return { shipped, delivered };
}

/** What they hold. */
export async function keptDays(db: Database) {
  const dayOf = (day: Date) => day.toISOString().slice(0, 10);
  const shipped = await db.shippedDay.findMany();
  const delivered = await db.deliveredDay.findMany();
  return {
    shipped: new Map(
      shipped.map(
        ({ shopId, day, carrierId, companyKey, country, ...counts }) => [
          [shopId, dayOf(day), carrierId, companyKey, country].join(" "),
          counts,
        ],
      ),
    ),
    delivered: new Map(
      delivered.map(({ parcels, ...row }) => [
        [
          row.shopId,
          dayOf(row.day),
          row.carrierId,
          row.companyKey,
          row.country,
          row.halfDays,
        ].join(" "),
        { parcels },
      ]),
    ),
  };
}
