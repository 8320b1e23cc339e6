import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { progressOf } from "./progress-of.ts";
import type { ShipmentDetail } from "./shipments-view.ts";
import { useWallClock } from "./use-wall-clock.ts";

const dayMs = 86_400_000;

/** How long it has been under way, or took; and its newest scan. */
export function TransitLine({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const wallClock = useWallClock();
  const { shippedAt, deliveredAt, now, lastEventTime, days } = shipment;
  if (!progressOf(shipment.state.key)) return null;
  const took = Date.parse(deliveredAt ?? now) - Date.parse(shippedAt);
  const time = formats.days(Math.max(0, Math.round((took / dayMs) * 2) / 2));
  const newest = days.find(({ day }) => day !== "")?.events[0];
  return (
    <>
      <Text as="p" tone="subdued">
        {t(deliveredAt ? "transit.took" : "transit.underWay", { time })}
      </Text>
      {newest && lastEventTime && (
        <Text as="p" breakWord>
          {t("transit.last", { time: wallClock.both(newest.sortTime) })}{" "}
          <bdi>{newest.text}</bdi>
        </Text>
      )}
    </>
  );
}
