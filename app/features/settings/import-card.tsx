import {
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Select,
  Text,
} from "@shopify/polaris";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { importDays } from "./import-schema.ts";
import { ImportProgress } from "./import-progress.tsx";
import type { SettingsView } from "./settings-view.ts";
import { useImport, type ImportForm } from "./use-import.ts";

/** Past shipments: counted first, then imported, in place. */
export function ImportCard({ view }: { view: SettingsView }) {
  const { t } = useTranslation("settings");
  const { kind, quota } = view.account;
  const { backfill: loaded } = view;
  const form = useImport(
    useMemo(() => ({ backfill: loaded, quota }), [loaded, quota]),
  );
  const { backfill } = form;
  const isOver =
    !backfill || ["done", "cancelled", "failed"].includes(backfill.state);
  return (
    <Card>
      <BlockStack gap="400">
        {backfill ? (
          <ImportProgress backfill={backfill} payer={kind} form={form} />
        ) : (
          <Text as="p">{t("import.none")}</Text>
        )}
        {isOver && <CountForm form={form} isAgain={backfill !== null} />}
      </BlockStack>
      <div role="alert">
        {form.failed && (
          <Box paddingBlockStart="300">
            <Text as="p" tone="critical">
              {t("import.trouble")}
            </Text>
          </Box>
        )}
      </div>
    </Card>
  );
}

function CountForm({ form, isAgain }: { form: ImportForm; isAgain: boolean }) {
  const { t } = useTranslation("settings");
  const [days, setDays] = useState("30");
  const options = importDays.map((count) => ({
    value: String(count),
    label: t("import.daysOption", { count }),
  }));
  return (
    <InlineStack gap="300" blockAlign="end">
      <Select
        label={t("import.days")}
        options={options}
        value={days}
        onChange={setDays}
      />
      <Button
        loading={form.running !== undefined}
        onClick={() => form.submit({ intent: "count", days: Number(days) })}
      >
        {t(isAgain ? "import.again" : "import.count")}
      </Button>
    </InlineStack>
  );
}
