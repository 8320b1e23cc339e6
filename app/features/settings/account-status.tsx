import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { quotaLevel } from "#app/components/quota-level.ts";
import { useMoment } from "#app/components/use-moment.ts";
import { QuotaBar } from "./quota-bar.tsx";
import type { AccountSummary } from "./settings-view.ts";

const tones = {
  none: "attention",
  unused: "info",
  active: "success",
  quota_exhausted: "warning",
  invalid_credentials: "critical",
  throttled: "warning",
} as const satisfies Record<string, BadgeProps["tone"]>;

type Props = { account: AccountSummary; timeZone: string };

/** Who pays, how the account is doing, and when it was last heard of. */
export function AccountStatus({ account, timeZone }: Props) {
  const { t } = useTranslation("settings");
  const status = statusOf(account);
  return (
    <BlockStack gap="300">
      <InlineStack gap="200" blockAlign="center" align="space-between">
        <Text as="h2" variant="headingSm">
          {t(`account.name.${account.kind}`, { hint: account.hint })}
        </Text>
        <Badge tone={tones[status]}>{t(`account.status.${status}`)}</Badge>
      </InlineStack>
      <Text as="p">{t(`account.payer.${account.kind}`)}</Text>
      {account.quota && <QuotaBar quota={account.quota} />}
      <AccountFacts account={account} timeZone={timeZone} />
    </BlockStack>
  );
}

function AccountFacts({ account, timeZone }: Props) {
  const { t } = useTranslation("settings");
  const moment = useMoment(timeZone);
  const { waiting, state } = account;
  const lines: string[] = [];
  if (account.lastSuccessAt)
    lines.push(
      t("account.lastSuccess", { time: moment(account.lastSuccessAt) }),
    );
  if (state !== "active" && account.lastErrorAt)
    lines.push(
      t("account.lastError", {
        time: moment(account.lastErrorAt),
        code: account.lastErrorCode,
      }),
    );
  if (state !== "active" && account.pausedUntil)
    lines.push(t("account.pausedUntil", { time: moment(account.pausedUntil) }));
  if (waiting.more) lines.push(t("account.waitingMore", waiting));
  else if (waiting.count > 0) lines.push(t("account.waiting", waiting));
  if (lines.length === 0) return null;
  return (
    <BlockStack gap="100">
      {lines.map((line) => (
        <Text as="p" tone="subdued" key={line}>
          {line}
        </Text>
      ))}
    </BlockStack>
  );
}

function statusOf(account: AccountSummary): keyof typeof tones {
  if (account.kind === "none") return "none";
  if (account.state !== "active") return account.state;
  if (account.quota && quotaLevel(account.quota) === "gone")
    return "quota_exhausted";
  return account.lastSuccessAt ? "active" : "unused";
}
