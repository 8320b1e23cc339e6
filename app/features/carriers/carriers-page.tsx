import "./carriers.css";
import { BlockStack, Box, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PageTitle } from "#app/components/page-title.tsx";
import type { CompaniesView } from "./carriers-view.ts";
import { CompaniesFilters } from "./companies-filters.tsx";
import { CompaniesTable } from "./companies-table.tsx";
import { NoCompanies } from "./no-companies.tsx";
import { NumberTestCard } from "./number-test-card.tsx";
import { useCompanies } from "./use-companies.ts";

/** The names that the shop's fulfillments call their carriers, whom each is tracked with, and how well that goes. */
export function CarriersPage({ view }: { view: CompaniesView }) {
  const { t } = useTranslation("carriers");
  const companies = useCompanies(view.query);
  return (
    <Page>
      <PageTitle title={t("title")} />
      <BlockStack gap="400">
        {view.hasCompanies ? (
          <>
            <Box paddingInline={{ xs: "400", sm: "0" }}>
              <Text as="p" tone="subdued">
                {t("intro")}
              </Text>
            </Box>
            <Card padding="0">
              <CompaniesFilters companies={companies} />
              <div className="companies" aria-busy={companies.isLoading}>
                {view.rows.length > 0 ? (
                  <CompaniesTable view={view} companies={companies} />
                ) : (
                  <NoCompanies companies={companies} />
                )}
              </div>
            </Card>
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
        <NumberTestCard />
      </BlockStack>
    </Page>
  );
}
