import { BlockStack, Link, SkeletonBodyText, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ImportPanel } from "./import-panel.tsx";
import { useImport } from "./use-import.ts";

/** The import inside another page, which brings nothing of it along: its place is kept until it is there. */
export function ImportInPlace() {
  const { t } = useTranslation("backfill");
  const { view, missing, ...form } = useImport(undefined);
  return (
    <BlockStack gap="300">
      <Text as="p">{t("inPlace.text")}</Text>
      <div className="import-place">
        {view ? (
          <ImportPanel view={view} form={form} />
        ) : missing ? (
          <Text as="p">{t("inPlace.missing")}</Text>
        ) : (
          <SkeletonBodyText lines={3} />
        )}
      </div>
      <Text as="p">
        <Link url="/app/import">{t("inPlace.page")}</Link>
      </Text>
    </BlockStack>
  );
}
