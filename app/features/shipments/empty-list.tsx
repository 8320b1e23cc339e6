import {
  BlockStack,
  Button,
  Card,
  InlineStack,
  List,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** Before the first parcel: what the merchant does, and what happens then. */
export function EmptyList(props: { automaticRegistration: boolean }) {
  const { t } = useTranslation("shipments");
  const mode = props.automaticRegistration ? "automatic" : "byHand";
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t("empty.heading")}
        </Text>
        <Text as="p">{t("empty.text")}</Text>
        <List type="number">
          <List.Item>{t("empty.fulfil")}</List.Item>
          <List.Item>{t(`empty.register.${mode}`)}</List.Item>
          <List.Item>{t("empty.follow")}</List.Item>
        </List>
        <InlineStack gap="200">
          <Button url="shopify://admin/orders" target="_top" variant="primary">
            {t("empty.toOrders")}
          </Button>
          <Button url="/app/settings">{t("empty.toSettings")}</Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
