import { BlockStack, Box, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ImportState, ImportView } from "./backfill-view.ts";
import { CountForm } from "./count-form.tsx";
import { ImportProgress } from "./import-progress.tsx";
import type { ImportForm } from "./use-import.ts";

const over: readonly ImportState[] = ["done", "cancelled", "failed"];

type Props = { view: ImportView; form: ImportForm };

/** Past shipments: counted first, then imported, in place. */
export function ImportPanel({ view, form }: Props) {
  const { t } = useTranslation("backfill");
  const { backfill } = view;
  return (
    <>
      <BlockStack gap="400">
        {backfill ? (
          <ImportProgress backfill={backfill} view={view} form={form} />
        ) : (
          <Text as="p">{t("none")}</Text>
        )}
        {(!backfill || over.includes(backfill.state)) && (
          <CountForm form={form} isAgain={backfill !== null} />
        )}
      </BlockStack>
      <div role="alert">
        {form.failed && (
          <Box paddingBlockStart="300">
            <Text as="p" tone="critical">
              {t("trouble")}
            </Text>
          </Box>
        )}
      </div>
    </>
  );
}
