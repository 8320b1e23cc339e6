import { BlockStack, Card, InlineGrid, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import {
  figureKeys,
  type AnalyticsView,
  type Compared,
  type FigureKey,
} from "./analytics-view.ts";

/** The period in six figures, each beside that of the period before. */
export function KeyFigures({ view }: { view: AnalyticsView }) {
  const { t } = useTranslation("analytics");
  return (
    <section aria-label={t("figures.label")}>
      <InlineGrid columns={{ xs: 2, md: 3, lg: 6 }} gap="400">
        {figureKeys.map((key) => (
          <Card key={key}>
            <Figure
              name={key}
              figure={view.figures[key]}
              isPromised={view.isPromised}
            />
          </Card>
        ))}
      </InlineGrid>
    </section>
  );
}

type Props = { name: FigureKey; figure: Compared; isPromised: boolean };

function Figure({ name, figure, isPromised }: Props) {
  const { t } = useTranslation("analytics");
  const write = useWriter(name);
  const { value, before } = figure;
  const missing =
    name === "onTime" && !isPromised ? t("figures.noPromise") : t("tooFew");
  return (
    <BlockStack gap="100">
      <Text as="h2" variant="bodyMd" tone="subdued">
        {t(`figures.${name}`)}
      </Text>
      <Text as="p" variant={value === null ? "bodyMd" : "headingLg"}>
        {value === null ? missing : write(value)}
      </Text>
      <Text as="p" variant="bodySm" tone="subdued">
        {value === null || before === null
          ? t("change.none")
          : t(`change.${trendOf(value, before)}`, { before: write(before) })}
      </Text>
    </BlockStack>
  );
}

const trendOf = (value: number, before: number) =>
  value === before ? "same" : value > before ? "up" : "down";

function useWriter(name: FigureKey) {
  const formats = useFormats();
  switch (name) {
    case "shipped":
    case "delivered":
      return formats.number;
    case "median":
    case "p90":
      return formats.days;
    case "onTime":
    case "exceptions":
      return formats.percent;
  }
}
