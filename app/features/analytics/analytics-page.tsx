import {
  BlockStack,
  Box,
  Card,
  InlineGrid,
  Page,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PageTitle } from "#app/components/page-title.tsx";
import { useRefresh } from "#app/components/use-refresh.ts";
import type { AnalyticsView } from "./analytics-view.ts";
import {
  RegistrationChart,
  TroubleChart,
  VolumeChart,
} from "./count-charts.tsx";
import { EstimateChart } from "./estimate-chart.tsx";
import { KeyFigures } from "./key-figures.tsx";
import { RangePicker } from "./range-picker.tsx";
import {
  CarrierTransit,
  CountryTransit,
  OnTimeChart,
} from "./transit-charts.tsx";

const refreshMs = 60_000;

export function AnalyticsPage({ view }: { view: AnalyticsView }) {
  const { t } = useTranslation("analytics");
  useRefresh(refreshMs);
  return (
    <Page fullWidth>
      <PageTitle title={t("title")} />
      <BlockStack gap="400">
        <Box paddingInline={{ xs: "400", sm: "0" }}>
          <RangePicker range={view.range} />
        </Box>
        {view.hasParcels ? (
          <>
            <KeyFigures view={view} />
            <VolumeChart view={view} />
            <InlineGrid columns={{ xs: 1, lg: 2 }} gap="400" alignItems="start">
              <CarrierTransit view={view} />
              <CountryTransit view={view} />
              <OnTimeChart view={view} />
              <TroubleChart view={view} />
              <EstimateChart view={view} />
            </InlineGrid>
            <RegistrationChart view={view} />
            {view.isCounting && (
              <Text as="p" tone="subdued">
                {t("counting")}
              </Text>
            )}
          </>
        ) : (
          <Card>
            <BlockStack gap="200">
              <Text as="h2" variant="headingMd">
                {t("empty.title")}
              </Text>
              <Text as="p">{t("empty.text")}</Text>
            </BlockStack>
          </Card>
        )}
      </BlockStack>
    </Page>
  );
}
