import { Link } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { chartRows, type AnalyticsView } from "./analytics-view.ts";
import { ChartCard } from "./chart-card.tsx";
import { colors, DayBars, SidewaysBars } from "./charts.tsx";
import { useNames } from "./use-names.ts";

type Props = { view: AnalyticsView };

export function VolumeChart({ view }: Props) {
  const { t } = useTranslation("analytics");
  const formats = useFormats();
  return (
    <ChartCard
      title={t("volume.title")}
      file="parcels-by-day"
      table={{
        headings: [t("volume.day"), t("volume.shipped"), t("volume.delivered")],
        rows: view.days.map(({ day, shipped, delivered }) => ({
          shown: [
            formats.day(day),
            formats.number(shipped),
            formats.number(delivered),
          ],
          stored: [day, shipped, delivered],
        })),
      }}
    >
      <DayBars
        rows={view.days}
        label={({ day }) => formats.shortDay(day)}
        value={formats.number}
        series={[
          { key: "shipped", name: t("volume.shipped"), color: colors.first },
          {
            key: "delivered",
            name: t("volume.delivered"),
            color: colors.second,
          },
        ]}
      />
    </ChartCard>
  );
}

export function RegistrationChart({ view }: Props) {
  const { t } = useTranslation("analytics");
  const formats = useFormats();
  return (
    <ChartCard
      title={t("registration.title")}
      file="registration-by-day"
      note={
        <Link url="/app/shipments?view=needs_attention">
          {t("registration.link")}
        </Link>
      }
      table={{
        headings: [
          t("volume.day"),
          t("registration.registered"),
          t("registration.refused"),
          t("registration.others"),
        ],
        rows: view.days.map(({ day, registered, refused, others }) => ({
          shown: [
            formats.day(day),
            formats.number(registered),
            formats.number(refused),
            formats.number(others),
          ],
          stored: [day, registered, refused, others],
        })),
      }}
    >
      <DayBars
        isStacked
        rows={view.days}
        label={({ day }) => formats.shortDay(day)}
        value={formats.number}
        series={[
          {
            key: "registered",
            name: t("registration.registered"),
            color: colors.first,
          },
          {
            key: "refused",
            name: t("registration.refused"),
            color: colors.warning,
          },
          {
            key: "others",
            name: t("registration.others"),
            color: colors.second,
          },
        ]}
      />
    </ChartCard>
  );
}

export function TroubleChart({ view }: Props) {
  const { t } = useTranslation("analytics");
  const formats = useFormats();
  const { carrier } = useNames(view);
  const rows = view.troubles.map(
    ({ key, shipped, exceptions, failedAttempts }) => ({
      key,
      shipped,
      exceptions: exceptions / Math.max(1, shipped),
      failedAttempts: failedAttempts / Math.max(1, shipped),
    }),
  );
  return (
    <ChartCard
      title={t("troubles.title")}
      file="problems-by-carrier"
      isCut
      table={{
        headings: [
          t("carriers.carrier"),
          t("troubles.shipped"),
          t("troubles.exceptions"),
          t("troubles.failedAttempts"),
        ],
        rows: rows.map(({ key, shipped, exceptions, failedAttempts }) => ({
          shown: [
            carrier(key),
            formats.number(shipped),
            formats.percent(exceptions),
            formats.percent(failedAttempts),
          ],
          stored: [carrier(key), shipped, exceptions, failedAttempts],
        })),
      }}
    >
      <SidewaysBars
        rows={rows.slice(0, chartRows)}
        label={({ key }) => carrier(key)}
        value={formats.percent}
        series={[
          {
            key: "exceptions",
            name: t("troubles.exceptions"),
            color: colors.first,
          },
          {
            key: "failedAttempts",
            name: t("troubles.failedAttempts"),
            color: colors.second,
          },
        ]}
      />
    </ChartCard>
  );
}
