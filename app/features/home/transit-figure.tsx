import { BlockStack, InlineStack, Text, UnstyledLink } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { TransitSummary } from "./home-view.ts";
import { Sparkline } from "./sparkline.tsx";

type Props = { transit: TransitSummary };

/** How long parcels take, beside how long they took before. */
export function TransitFigure({ transit }: Props) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const { median } = transit;
  return (
    <UnstyledLink url="/app/analytics" className="figure">
      <BlockStack gap="100">
        <Text as="span" tone="subdued">
          {t("transit.label")}
        </Text>
        <InlineStack gap="300" blockAlign="center" wrap={false}>
          <Text as="span" variant="headingLg">
            {median === null ? t("transit.none") : formats.days(median)}
          </Text>
          {median !== null && <TransitLine transit={transit} />}
        </InlineStack>
        <Trend {...transit} />
      </BlockStack>
    </UnstyledLink>
  );
}

function Trend({ median, before }: TransitSummary) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  if (median === null) return <Subdued>{t("transit.tooFew")}</Subdued>;
  if (before === null) return <Subdued>{t("transit.noBefore")}</Subdued>;
  if (median === before) return <Subdued>{t("transit.same")}</Subdued>;
  const days = formats.days(Math.abs(median - before));
  return median < before ? (
    <Text as="span" variant="bodySm" tone="success">
      {t("transit.faster", { days })}
    </Text>
  ) : (
    <Subdued>{t("transit.slower", { days })}</Subdued>
  );
}

function Subdued({ children }: { children: string }) {
  return (
    <Text as="span" variant="bodySm" tone="subdued">
      {children}
    </Text>
  );
}

function TransitLine({ transit: { days } }: Props) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const [first] = days;
  const last = days.at(-1);
  // One point is no line.
  if (!first || !last || first === last) return null;
  const start = Date.parse(first.day);
  const span = Date.parse(last.day) - start;
  return (
    <Sparkline
      label={t("transit.line", {
        from: formats.days(first.median),
        firstDay: formats.shortDay(first.day),
        to: formats.days(last.median),
        lastDay: formats.shortDay(last.day),
      })}
      values={days.map(({ day, median }) => ({
        at: (Date.parse(day) - start) / span,
        value: median,
      }))}
    />
  );
}
