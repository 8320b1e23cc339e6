import { BlockStack, Card, Link, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { useMoment } from "#app/components/use-moment.ts";
import { parcelUrl } from "./cause-action.ts";
import type { Activity, HomeView } from "./home-view.ts";
import { useStateName } from "./use-state-name.ts";

/** What happened last, with parcels and by people. */
export function ActivityCard({ view }: { view: HomeView }) {
  const { t } = useTranslation("home");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("activity.heading")}
        </Text>
        {view.activity.length === 0 && (
          <Text as="p" tone="subdued">
            {t("activity.none")}
          </Text>
        )}
        <ul className="plain-list">
          {view.activity.map((activity) => (
            <li key={activity.id}>
              <ActivityLine activity={activity} view={view} />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

function ActivityLine(props: { activity: Activity; view: HomeView }) {
  const { activity, view } = props;
  const { at, parcel } = activity;
  const formats = useFormats();
  const moment = useMoment(view.timeZone);
  return (
    <BlockStack>
      <span className="any-width">
        {parcel && (
          <>
            <Link url={parcelUrl(parcel)}>
              <bdi>{parcel.orderName}</bdi>
            </Link>{" "}
          </>
        )}
        <ActivityText activity={activity} />
      </span>
      <time dateTime={at} title={moment(at)}>
        <Text as="span" variant="bodySm" tone="subdued">
          {formats.ago(at, view.now)}
        </Text>
      </time>
    </BlockStack>
  );
}

function ActivityText({ activity: { what } }: { activity: Activity }) {
  const { t } = useTranslation("home");
  const stateName = useStateName();
  switch (what.kind) {
    case "state":
      return stateName(what.state);
    case "deed":
      return t([`activity.${what.action}`, "activity.other"], {
        carrier: what.carrier,
      });
    case "import":
      return t(`activity.import.${what.state}`, { count: what.parcels });
  }
}
