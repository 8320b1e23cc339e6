import { Button, InlineStack, Select } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { importDays } from "./import-schema.ts";
import type { ImportForm } from "./use-import.ts";

/** How far back, and the count: nothing is spent by it. */
export function CountForm(props: { form: ImportForm; isAgain: boolean }) {
  const { form, isAgain } = props;
  const { t } = useTranslation("backfill");
  const [days, setDays] = useState("30");
  const options = importDays.map((count) => ({
    value: String(count),
    label: t("daysOption", { count }),
  }));
  return (
    <InlineStack gap="300" blockAlign="end">
      <Select
        label={t("days")}
        options={options}
        value={days}
        onChange={setDays}
      />
      <Button
        variant={isAgain ? "secondary" : "primary"}
        loading={form.running !== undefined}
        onClick={() => form.submit({ intent: "count", days: Number(days) })}
      >
        {t(isAgain ? "again" : "count")}
      </Button>
    </InlineStack>
  );
}
