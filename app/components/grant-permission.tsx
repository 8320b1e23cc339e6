import { useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

const writeScope = "write_fulfillments";

/** Asks the merchant, through Shopify, for the scope to write to orders. */
export function GrantPermission({ text }: { text: string }) {
  const { t } = useTranslation("frame");
  const shopify = useAppBridge();
  const { revalidate } = useRevalidator();
  const [asking, setAsking] = useState(false);
  const ask = async () => {
    setAsking(true);
    try {
      await shopify.scopes.request([writeScope]);
    } catch {
      shopify.toast.show(t("permission.failed"), { isError: true });
    } finally {
      setAsking(false);
      revalidate();
    }
  };
  return (
    <BlockStack gap="200">
      <Text as="p">{text}</Text>
      <Box>
        <Button loading={asking} onClick={() => void ask()}>
          {t("permission.grant")}
        </Button>
      </Box>
    </BlockStack>
  );
}
