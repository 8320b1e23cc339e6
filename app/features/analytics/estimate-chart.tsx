import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { chartRows, type AnalyticsView } from "./analytics-view.ts";
import { ChartCard } from "./chart-card.tsx";
import { colors, SidewaysBars } from "./charts.tsx";
import { useNames } from "./use-names.ts";

/** How often an expected delivery came true: it says how far the next one can be trusted. */
export function EstimateChart({ view }: { view: AnalyticsView }) {
  const { t } = useTranslation("analytics");
  const formats = useFormats();
  const { carrier } = useNames(view);
  const rows = view.estimates.map((row) => ({
    ...row,
    share: row.inside / row.parcels,
  }));
  const sum = (of: "parcels" | "inside") =>
    rows.reduce((all, row) => all + row[of], 0);
  return (
    <ChartCard
      title={t("estimates.title")}
      file="expected-delivery"
      isCut
      note={
        <Text as="p" tone="subdued">
          {rows.length === 0
            ? t("estimates.none")
            : t("estimates.text", {
                share: formats.percent(sum("inside") / sum("parcels")),
                number: formats.number(sum("parcels")),
              })}
        </Text>
      }
      table={{
        headings: [
          t("carriers.carrier"),
          t("estimates.parcels"),
          t("estimates.share"),
        ],
        rows: rows.map(({ key, parcels, share }) => ({
          shown: [
            carrier(key),
            formats.number(parcels),
            formats.percent(share),
          ],
          stored: [carrier(key), parcels, share],
        })),
      }}
    >
      <SidewaysBars
        rows={rows.slice(0, chartRows)}
        label={({ key }) => carrier(key)}
        value={formats.percent}
        series={[
          { key: "share", name: t("estimates.share"), color: colors.first },
        ]}
      />
    </ChartCard>
  );
}
