import { useRevalidator } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Box, Button, Text } from "@shopify/polaris";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { writeScope, type OptionalScope } from "#app/domain/scopes.ts";

const lookEveryMs = 1_500;
const maxLooks = 10;

type Props = { text: string; scope?: OptionalScope };

/** Asks the merchant, through Shopify, for a scope. */
export function GrantPermission({ text, scope = writeScope }: Props) {
  const { t } = useTranslation("frame");
  const shopify = useAppBridge();
  const [asking, setAsking] = useState(false);
  const news = useNews();
  const ask = async () => {
    setAsking(true);
    try {
      const { result } = await shopify.scopes.request([scope]);
      if (result === "granted-all") {
        shopify.toast.show(t("permission.granted"));
        news.expect();
      }
    } catch {
      shopify.toast.show(t("permission.failed"), { isError: true });
    } finally {
      setAsking(false);
    }
  };
  return (
    <BlockStack gap="200">
      <Text as="p">{text}</Text>
      <Box>
        <Button loading={asking || news.expected} onClick={() => void ask()}>
          {t("permission.grant")}
        </Button>
      </Box>
    </BlockStack>
  );
}

// The app is told by a webhook, a moment after the merchant agreed: looked for until this is not shown any more.
function useNews() {
  const { revalidate, state } = useRevalidator();
  const [looks, setLooks] = useState(0);
  useEffect(() => {
    if (looks === 0 || state !== "idle") return undefined;
    const timer = setTimeout(() => {
      setLooks(looks - 1);
      void revalidate();
    }, lookEveryMs);
    return () => clearTimeout(timer);
  }, [looks, state, revalidate]);
  return { expected: looks > 0, expect: () => setLooks(maxLooks) };
}
