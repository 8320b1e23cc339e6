import {
  BlockStack,
  Button,
  Card,
  InlineStack,
  List,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Before the first parcel: what the merchant does, and what this page shows then. */
export function FirstParcelCard(props: { automaticRegistration: boolean }) {
  const { t } = useTranslation("home");
  const mode = props.automaticRegistration ? "automatic" : "byHand";
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("first.heading")}
        </Text>
        <List type="number">
          <List.Item>{t("first.fulfill")}</List.Item>
          <List.Item>{t(`first.register.${mode}`)}</List.Item>
          <List.Item>{t("first.figures")}</List.Item>
        </List>
        <InlineStack>
          <Button url="shopify://admin/orders" target="_top">
            {t("first.toOrders")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
