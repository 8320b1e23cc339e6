import {
  BlockStack,
  Button,
  Card,
  InlineStack,
  Select,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { importDays } from "./import-schema.ts";
import { ImportProgress } from "./import-progress.tsx";
import type { SettingsView } from "./settings-view.ts";
import { useImport, type ImportForm } from "./use-import.ts";

/** Past shipments: counted first, then imported, in place. */
export function ImportCard({ view }: { view: SettingsView }) {
  const { t } = useTranslation("settings");
  const form = useImport(view.backfill);
  const { backfill } = form;
  const isOver =
    !backfill || ["done", "cancelled", "failed"].includes(backfill.state);
  return (
    <Card>
      <BlockStack gap="400">
        {backfill && (
          <ImportProgress
            backfill={backfill}
            quota={view.account.quota}
            form={form}
          />
        )}
        {isOver && <CountForm form={form} isAgain={backfill !== null} />}
        {form.failed && (
          <Text as="p" tone="critical">
            {t("import.trouble")}
          </Text>
        )}
      </BlockStack>
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
    <BlockStack gap="300">
      {!isAgain && <Text as="p">{t("import.none")}</Text>}
      <InlineStack gap="300" blockAlign="end">
        <Select
          label={t("import.days")}
          options={options}
          value={days}
          onChange={setDays}
        />
        <Button
          loading={form.running}
          onClick={() => form.submit({ intent: "count", days: Number(days) })}
        >
          {t(isAgain ? "import.again" : "import.count")}
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
