import type { Database } from "#app/db.server.ts";
import { lookUpStatus } from "#app/keydelivery/index.ts";
import type { EventDay, ParcelEvent } from "./shipments-view.ts";

type Found = {
  identity: string;
  timeText: string;
  sortTime: string;
  text: string;
  code: string | null;
  place: string | null;
};

// A carrier whose clock is wrong: its scan must not head the history.
const aheadMs = 2 * 86_400_000;

/**
 * The newest events of one parcel, by day; those without a time, or with one that cannot be, come last. A tracking is
 * reached only through the shop's own shipment.
 */
export async function loadEvents(
  db: Pick<Database, "$queryRaw">,
  asked: { shopId: string; shipmentId: string; now: Date; shownEvents: number },
): Promise<{ days: EventDay[]; olderEventsHidden: boolean }> {
  const { shopId, shipmentId, shownEvents } = asked;
  const until = new Date(asked.now.getTime() + aheadMs)
    .toISOString()
    .slice(0, 19)
    .replace("T", " ");
  const found = await db.$queryRaw<Found[]>`
    SELECT * FROM (
      SELECT identity, time_text AS "timeText", code, first_seen_at,
        CASE WHEN sort_time <= ${until} THEN sort_time ELSE '' END AS "sortTime",
        COALESCE(NULLIF(context, ''), description, '') AS text,
        COALESCE(NULLIF(location, ''), area) AS place
      FROM tracking_event JOIN shipment USING (tracking_id)
      WHERE shipment.id = ${shipmentId}::uuid AND shipment.shop_id = ${shopId}::uuid AND kind = 'item'
        AND (sort_time = '' OR sort_time >=
          to_char((shipment.shipped_at AT TIME ZONE 'UTC') - interval '14 days', 'YYYY-MM-DD HH24:MI:SS'))
    ) AS event
    ORDER BY "sortTime" DESC, first_seen_at DESC, identity LIMIT ${shownEvents + 1}`;
  const events = found.slice(0, shownEvents).map((event) => ({
    id: event.identity,
    sortTime: event.sortTime,
    timeText: event.timeText,
    text: event.text || lookUpStatus(event.code).label,
    place: event.place,
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
