import { useAppBridge } from "@shopify/app-bridge-react";
import { Button, InlineStack, Text } from "@shopify/polaris";
import { ClipboardIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";

export function CopyNumber({ number }: { number: string }) {
  const { t } = useTranslation("shipments");
  const shopify = useAppBridge();
  const copy = async () => {
    // Frames may be refused the clipboard.
    const copied = await navigator.clipboard.writeText(number).then(
      () => true,
      () => false,
    );
    shopify.toast.show(t(copied ? "copy.done" : "copy.refused"), {
      isError: !copied,
    });
  };
  return (
    <InlineStack gap="100" blockAlign="center">
      <Text as="span" fontWeight="medium" breakWord>
        {number}
      </Text>
      <Button
        icon={ClipboardIcon}
        variant="tertiary"
        size="micro"
        accessibilityLabel={t("copy.label")}
        onClick={() => void copy()}
      />
    </InlineStack>
  );
}
