import { useNavigation, useSearchParams } from "@remix-run/react";
import {
  BlockStack,
  Box,
  Button,
  Card,
  InlineGrid,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type {
  EventDay,
  ParcelEvent,
  ShipmentDetail,
} from "./shipments-view.ts";
import { useWallClock } from "./use-wall-clock.ts";

export function TimelineCard({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  const { days } = shipment;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("timeline.title")}
        </Text>
        {days.length === 0 && <Text as="p">{t("timeline.none")}</Text>}
        {days.map((day) => (
          <Day day={day} key={day.day} />
        ))}
        {days.length > 0 && (
          <Text as="p" tone="subdued" variant="bodySm">
            {t("timeline.localTimes")}
          </Text>
        )}
        {shipment.olderEventsHidden && <OlderEvents shipment={shipment} />}
      </BlockStack>
    </Card>
  );
}

// Read anew with those that are in sight: few carriers scan a parcel so often.
const moreEvents = 1_000;

function OlderEvents({ shipment }: { shipment: ShipmentDetail }) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const navigation = useNavigation();
  const [, setParams] = useSearchParams();
  const { shownEvents } = shipment;
  const show = () =>
    setParams(
      (params) => {
        params.set("events", String(shownEvents + moreEvents));
        return params;
      },
      { replace: true, preventScrollReset: true },
    );
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued">
        {t("timeline.newest", { number: formats.number(shownEvents) })}
      </Text>
      <Box>
        <Button onClick={show} loading={navigation.state === "loading"}>
          {t("timeline.showOlder")}
        </Button>
      </Box>
    </BlockStack>
  );
}

function Day({ day: { day, events } }: { day: EventDay }) {
  const { t } = useTranslation("shipments");
  const wallClock = useWallClock();
  return (
    <BlockStack gap="300">
      <Text as="h3" variant="headingSm">
        {day ? wallClock.day(`${day} 00:00:00`) : t("timeline.noDay")}
      </Text>
      <ol className="timeline">
        {events.map((event) => (
          <li key={event.id}>
            <Event event={event} />
          </li>
        ))}
      </ol>
    </BlockStack>
  );
}

function Event({ event }: { event: ParcelEvent }) {
  const { t } = useTranslation("shipments");
  const wallClock = useWallClock();
  const time = event.sortTime ? wallClock.time(event.sortTime) : event.timeText;
  return (
    <InlineGrid columns="5rem 1fr" gap="200">
      <Text as="span" tone="subdued" breakWord>
        {time}
      </Text>
      <BlockStack>
        <Text as="span" breakWord>
          {event.text || t("timeline.noText")}
        </Text>
        {event.place && (
          <Text as="span" tone="subdued" variant="bodySm" breakWord>
            {event.place}
          </Text>
        )}
      </BlockStack>
    </InlineGrid>
  );
}
