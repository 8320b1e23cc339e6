import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CarrierOption } from "./carrier-option.ts";

type Props = {
  candidates: CarrierOption[];
  running: boolean;
  /** What they are; of one number where nothing else is said. */
  label?: string;
  onChoose: (carrier: CarrierOption) => void;
};

/** What KeyDelivery thinks of the number: possible carriers, one click each. */
export function CarrierCandidates({
  candidates,
  running,
  label,
  onChoose,
}: Props) {
  const { t } = useTranslation("frame");
  if (candidates.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="p" tone="subdued">
        {label ?? t("carrierPicker.candidates")}
      </Text>
      <InlineStack gap="200">
        {candidates.map((carrier) => (
          <Button
            key={carrier.id}
            size="slim"
            disabled={running}
            onClick={() => onChoose(carrier)}
          >
            {carrier.name}
          </Button>
        ))}
      </InlineStack>
    </BlockStack>
  );
}
