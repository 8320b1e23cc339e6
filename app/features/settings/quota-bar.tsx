import { BlockStack, Text } from "@shopify/polaris";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { LabelledProgress } from "#app/components/labelled-progress.tsx";
import { quotaLevel } from "#app/components/quota-level.ts";
import { useFormats } from "#app/components/use-formats.ts";
import type { QuotaSummary } from "./settings-view.ts";

const tones = {
  fine: { bar: "primary", text: "subdued" },
  low: { bar: "caution", text: "caution" },
  gone: { bar: "critical", text: "critical" },
} as const;

const dayMs = 86_400_000;

/** How much of this month's part of the operator's account the shop has used: loud from 80 % on. */
export function QuotaBar({ quota }: { quota: QuotaSummary }) {
  const { t } = useTranslation("settings");
  const formats = useFormats();
  const id = useId();
  const { limit, used } = quota;
  const level = quotaLevel(quota);
  const resetsAt = Date.parse(quota.resetsAt);
  // Months are counted in UTC; in the shop's own time the next one would begin in this one.
  const month = formats.month(new Date(resetsAt - dayMs).toISOString());
  const date = formats.dayOfMonth(quota.resetsAt);
  const share = limit === 0 ? 100 : Math.min(100, (used / limit) * 100);
  return (
    <BlockStack gap="200">
      <Text as="p" id={id}>
        {t("quota.used", { used, limit, month })}
      </Text>
      <LabelledProgress labelId={id} progress={share} tone={tones[level].bar} />
      <Text as="p" tone={tones[level].text}>
        {t(`quota.${level}`, {
          date,
          percent: formats.percent(Math.floor(share) / 100),
        })}
      </Text>
    </BlockStack>
  );
}
