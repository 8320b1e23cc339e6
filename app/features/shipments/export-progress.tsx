import { Button, InlineStack, Spinner, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { ListStrip } from "./list-strip.tsx";
import type { ListExport } from "./use-list-export.ts";

/** How far the file has come, as long as it comes. */
export function ExportProgress({ file }: { file: ListExport }) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  if (file.rows === undefined) return null;
  return (
    <ListStrip>
      <InlineStack gap="200" blockAlign="center" align="space-between">
        <InlineStack gap="200" blockAlign="center" wrap={false}>
          <span className="busy-sign">
            <Spinner size="small" />
          </span>
          <div role="status">
            <Text as="p">
              {t("list.export.running", {
                count: file.rows,
                number: formats.number(file.rows),
              })}
            </Text>
          </div>
        </InlineStack>
        <Button onClick={file.cancel}>{t("list.export.cancel")}</Button>
      </InlineStack>
    </ListStrip>
  );
}
