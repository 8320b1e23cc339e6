import { BlockStack, ProgressBar, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { quotaLevel } from "#app/components/quota-level.ts";
import type { AccountSummary } from "./settings-view.ts";

type Props = { quota: NonNullable<AccountSummary["quota"]>; timeZone: string };

/** How much of this month's part of the operator's account the shop has used: loud from 80 % on. */
export function QuotaBar({ quota, timeZone }: Props) {
  const { t } = useTranslation("settings");
  const { limit, used, resetsAt } = quota;
  const level = quotaLevel(quota);
  const date = new Intl.DateTimeFormat("en", {
    day: "numeric",
    month: "long",
    timeZone,
  }).format(new Date(resetsAt));
  const share = limit === 0 ? 100 : Math.min(100, (used / limit) * 100);
  return (
    <BlockStack gap="200">
      <Text as="p">{t("quota.used", { used, limit })}</Text>
      <ProgressBar
        progress={share}
        size="small"
        tone={level === "fine" ? "primary" : "critical"}
        ariaLabelledBy="quota-text"
      />
      <Text
        as="p"
        id="quota-text"
        tone={level === "fine" ? "subdued" : "critical"}
      >
        {t(`quota.${level}`, { date })}
      </Text>
    </BlockStack>
  );
}
