import { BlockStack, Box, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Companies } from "./use-companies.ts";

/** Nothing fits what is searched for. */
export function NoCompanies({ companies }: { companies: Companies }) {
  const { t } = useTranslation("carriers");
  return (
    <Box padding="600" minHeight="12rem">
      <BlockStack gap="300" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          {t("nothing.title")}
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {t("nothing.text")}
        </Text>
        <Button onClick={companies.clear}>{t("nothing.clear")}</Button>
      </BlockStack>
    </Box>
  );
}
