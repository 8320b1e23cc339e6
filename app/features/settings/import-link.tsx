import { Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Past shipments have a page of their own. */
export function ImportLink() {
  const { t } = useTranslation("settings");
  return (
    <Card>
      <InlineStack gap="300" align="space-between" blockAlign="center">
        <Text as="p">{t("import.text")}</Text>
        <Button url="/app/import">{t("import.open")}</Button>
      </InlineStack>
    </Card>
  );
}
