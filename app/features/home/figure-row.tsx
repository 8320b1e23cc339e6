import { BlockStack, Text, UnstyledLink } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { Capped, Figures, HomeView } from "./home-view.ts";
import { TransitFigure } from "./transit-figure.tsx";

const listOf = (view: string) => `/app/shipments?view=${view}`;

const figures = [
  { key: "inTransit", url: listOf("in_transit") },
  { key: "outForDelivery", url: listOf("out_for_delivery") },
  { key: "delivered", url: listOf("delivered") },
  { key: "needsAttention", url: listOf("needs_attention") },
] as const satisfies { key: keyof Figures; url: string }[];

/** What a merchant looks at each morning. */
export function FigureRow({ view }: { view: HomeView }) {
  const { t } = useTranslation("home");
  return (
    <section aria-label={t("figures.label")} className="figures">
      {figures.map(({ key, url }) => (
        <CountFigure
          key={key}
          label={t(`figures.${key}`)}
          value={view.figures[key]}
          url={url}
        />
      ))}
      <TransitFigure transit={view.transit} />
    </section>
  );
}

type CountProps = { label: string; value: Capped; url: string };

function CountFigure({ label, value, url }: CountProps) {
  const formats = useFormats();
  return (
    <UnstyledLink url={url} className="figure">
      <BlockStack gap="100">
        <Text as="span" tone="subdued">
          {label}
        </Text>
        <Text as="span" variant="headingLg">
          {formats.count(value)}
        </Text>
      </BlockStack>
    </UnstyledLink>
  );
}
