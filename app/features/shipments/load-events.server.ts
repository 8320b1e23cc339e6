import type { Database } from "#app/db.server.ts";
import { lookUpStatus } from "#app/keydelivery/index.ts";
import { eventsCountFrom } from "./event-window.ts";
import type { EventDay, ParcelEvent } from "./shipments-view.ts";

export const shownEvents = 200;

const selection = {
  identity: true,
  timeText: true,
  sortTime: true,
  context: true,
  code: true,
  description: true,
  area: true,
  location: true,
} as const;

/** The newest events of one parcel, by day. A tracking is reached only through the shop's own shipment. */
export async function loadEvents(
  db: Pick<Database, "trackingEvent">,
  asked: { shopId: string; shipmentId: string; shippedAt: Date },
): Promise<{ days: EventDay[]; olderEventsHidden: boolean }> {
  const { shopId, shipmentId, shippedAt } = asked;
  const found = await db.trackingEvent.findMany({
    where: {
      kind: "item",
      tracking: { shipments: { some: { id: shipmentId, shopId } } },
      OR: [{ sortTime: "" }, { sortTime: { gte: eventsCountFrom(shippedAt) } }],
    },
    orderBy: [
      { sortTime: "desc" },
      { firstSeenAt: "desc" },
      { identity: "asc" },
    ],
    take: shownEvents + 1,
    select: selection,
  });
  const events = found.slice(0, shownEvents).map((event) => ({
    id: event.identity,
    sortTime: event.sortTime,
    timeText: event.timeText,
    text: event.context || event.description || lookUpStatus(event.code).label,
    place: event.location || event.area,
  }));
  return {
    days: groupByDay(events),
    olderEventsHidden: found.length > shownEvents,
  };
}

function groupByDay(events: ParcelEvent[]): EventDay[] {
  const days: EventDay[] = [];
  for (const event of events) {
    const day = event.sortTime.slice(0, 10);
    const last = days.at(-1);
    if (last?.day === day) last.events.push(event);
    else days.push({ day, events: [event] });
  }
  return days;
}
