import { shopify } from "./host.ts";
import type { Parcel } from "./order-api.ts";
import { writeTime } from "./write-time.ts";

type Scan = Parcel["events"][number];

const translate = (key: string) => shopify.i18n.translate(key);

/** A parcel's scans, the newest first, day by day. */
export function Timeline({ events }: { events: Scan[] }) {
  return (
    <s-details>
      <s-summary>{translate("history")}</s-summary>
      <s-stack gap="small">
        {daysOf(events).map(([day, scans]) => (
          <s-stack gap="small-200" key={day}>
            <s-text type="strong">{writeTime(`${day} 00:00:00`, "day")}</s-text>
            <s-unordered-list>
              {scans.map(({ time, status, place }) => (
                <s-list-item key={`${time} ${status} ${place}`}>
                  {[
                    writeTime(time, "clock"),
                    translate(`status.${status}`),
                    place,
                  ]
                    .filter(Boolean)
                    .join(" · ")}
                </s-list-item>
              ))}
            </s-unordered-list>
          </s-stack>
        ))}
        <s-text color="subdued">{translate("localTimes")}</s-text>
      </s-stack>
    </s-details>
  );
}

function daysOf(events: Scan[]): [string, Scan[]][] {
  const days = new Map<string, Scan[]>();
  for (const scan of events) {
    const day = scan.time.slice(0, 10);
    days.set(day, [...(days.get(day) ?? []), scan]);
  }
  return [...days];
}
