import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { TrackingCost, type Payment } from "#app/components/tracking-cost.tsx";
import { newRowsOf, type JudgedRow } from "./number-import-view.ts";
import type { NumberImport } from "./use-number-import.ts";

type Props = { rows: JudgedRow[]; payment: Payment; numbers: NumberImport };

/** What the file would do and cost, before anything is spent. */
export function NumbersReady({ rows, payment, numbers }: Props) {
  const { t } = useTranslation("number-import");
  const count = newRowsOf(rows).length;
  const known = rows.filter(({ verdict }) => verdict === "known").length;
  return (
    <BlockStack gap="300">
      <BlockStack gap="100">
        <Text as="h2" variant="headingSm">
          {t("ready.new", { count })}
        </Text>
        {count > 0 && <TrackingCost count={count} payment={payment} />}
        {known > 0 && (
          <Text as="p" tone="subdued">
            {t("ready.known", { count: known })}
          </Text>
        )}
      </BlockStack>
      <InlineStack gap="200">
        {count > 0 && (
          <Button variant="primary" onClick={() => numbers.start(rows)}>
            {t("ready.start", { count })}
          </Button>
        )}
        <Button onClick={numbers.again}>{t("another")}</Button>
      </InlineStack>
    </BlockStack>
  );
}
