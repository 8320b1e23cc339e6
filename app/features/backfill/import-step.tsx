import { Button } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ImportForm } from "./use-import.ts";

type Props = { form: ImportForm; intent: "pause" | "resume" | "cancel" };

export function ImportStep({ form, intent }: Props) {
  const { t } = useTranslation("backfill");
  return (
    <Button
      loading={form.running === intent}
      disabled={form.running !== undefined}
      onClick={() => form.submit({ intent })}
    >
      {t(`${intent}`)}
    </Button>
  );
}
