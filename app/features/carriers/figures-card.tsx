import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { companyFigures } from "./company-figures.ts";
import type { CompanyFigures } from "./carriers-view.ts";
import { useCompanyFigures } from "./use-company-figures.ts";

/** How a company's parcels of the last 90 days fare. */
export function FiguresCard({ figures }: { figures: CompanyFigures }) {
  const { t } = useTranslation("carriers");
  const texts = useCompanyFigures(figures);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("company.figures")}
        </Text>
        <dl className="company-figures">
          {companyFigures.map((name) => (
            <div key={name}>
              <dt>{t(`column.${name}`)}</dt>
              <dd>{texts[name]}</dd>
            </div>
          ))}
        </dl>
      </BlockStack>
    </Card>
  );
}
