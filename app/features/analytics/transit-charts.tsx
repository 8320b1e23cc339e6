import { Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import {
  chartRows,
  type AnalyticsView,
  type TransitRow,
} from "./analytics-view.ts";
import { ChartCard } from "./chart-card.tsx";
import { colors, SidewaysBars } from "./charts.tsx";
import { useNames } from "./use-names.ts";

type Props = { view: AnalyticsView };

export function CarrierTransit({ view }: Props) {
  const { t } = useTranslation("analytics");
  const { carrier } = useNames(view);
  return (
    <TransitChart
      title={t("carriers.title")}
      file="transit-by-carrier"
      heading={t("carriers.carrier")}
      rows={view.carriers}
      nameOf={carrier}
    />
  );
}

export function CountryTransit({ view }: Props) {
  const { t } = useTranslation("analytics");
  const { country } = useNames(view);
  return (
    <TransitChart
      title={t("countries.title")}
      file="transit-by-destination"
      heading={t("countries.country")}
      rows={view.countries}
      nameOf={country}
    />
  );
}

function TransitChart(props: {
  title: string;
  file: string;
  heading: string;
  rows: TransitRow[];
  nameOf: (key: string) => string;
}) {
  const { rows, nameOf } = props;
  const { t } = useTranslation("analytics");
  const formats = useFormats();
  const days = (value: number | null) =>
    value === null ? t("tooFew") : formats.days(value);
  return (
    <ChartCard
      title={props.title}
      file={props.file}
      isCut
      table={{
        headings: [
          props.heading,
          t("transit.parcels"),
          t("transit.median"),
          t("transit.p90"),
        ],
        rows: rows.map(({ key, parcels, median, p90 }) => ({
          shown: [
            nameOf(key),
            formats.number(parcels),
            days(median),
            days(p90),
          ],
          stored: [nameOf(key), parcels, median ?? "", p90 ?? ""],
        })),
      }}
    >
      <SidewaysBars
        rows={rows.slice(0, chartRows)}
        label={({ key }) => nameOf(key)}
        value={formats.days}
        series={[
          { key: "median", name: t("transit.median"), color: colors.first },
          { key: "p90", name: t("transit.p90"), color: colors.second },
        ]}
      />
    </ChartCard>
  );
}

export function OnTimeChart({ view }: Props) {
  const { t } = useTranslation("analytics");
  const formats = useFormats();
  const { country } = useNames(view);
  const rows = view.countries.flatMap(({ onTime, ...row }) =>
    onTime === null ? [] : { ...row, onTime },
  );
  return (
    <ChartCard
      title={t("onTime.title")}
      file="on-time-by-destination"
      isCut
      note={<OnTimeNote isPromised={view.isPromised} />}
      table={{
        headings: [
          t("countries.country"),
          t("transit.parcels"),
          t("onTime.share"),
        ],
        rows: rows.map(({ key, parcels, onTime }) => ({
          shown: [
            country(key),
            formats.number(parcels),
            formats.percent(onTime),
          ],
          stored: [country(key), parcels, onTime],
        })),
      }}
    >
      <SidewaysBars
        rows={rows.slice(0, chartRows)}
        label={({ key }) => country(key)}
        value={formats.percent}
        series={[
          { key: "onTime", name: t("onTime.share"), color: colors.first },
        ]}
      />
    </ChartCard>
  );
}

function OnTimeNote({ isPromised }: { isPromised: boolean }) {
  const { t } = useTranslation("analytics");
  if (isPromised)
    return (
      <Text as="p" tone="subdued">
        {t("onTime.text")}
      </Text>
    );
  return (
    <InlineStack gap="300" blockAlign="center">
      <Text as="p">{t("onTime.none")}</Text>
      <Button url="/app/settings">{t("onTime.settings")}</Button>
    </InlineStack>
  );
}
