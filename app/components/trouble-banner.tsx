import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import {
  Banner,
  BlockStack,
  Box,
  Button,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { GrantPermission } from "./grant-permission.tsx";
import type { RetryAnswer, Trouble } from "./trouble.ts";

type Of<Kind> = Extract<Trouble, { kind: Kind }>;

/** The one banner above every page: what is wrong, and what helps. */
export function TroubleBanner({ trouble }: { trouble: Trouble | null }) {
  const { t } = useTranslation("frame");
  if (!trouble) return null;
  return (
    <Box paddingInline={{ xs: "400", md: "600" }} paddingBlockStart="400">
      <Banner
        tone={toneOf(trouble)}
        title={t(`trouble.${keyOf(trouble)}.title`)}
      >
        {trouble.kind === "account" && <AccountTrouble trouble={trouble} />}
        {trouble.kind === "quota" && <QuotaTrouble trouble={trouble} />}
        {trouble.kind === "permission" && (
          <GrantPermission text={t("trouble.permission.text")} />
        )}
      </Banner>
    </Box>
  );
}

function keyOf(trouble: Trouble) {
  switch (trouble.kind) {
    case "account":
      return `${trouble.account}.${trouble.state}`;
    case "quota":
      return `quota.${trouble.level}`;
    case "permission":
      return "permission";
  }
}

const toneOf = (trouble: Trouble) =>
  trouble.kind === "account" && trouble.state === "invalid_credentials"
    ? ("critical" as const)
    : ("warning" as const);

function AccountTrouble({ trouble }: { trouble: Of<"account"> }) {
  const { t } = useTranslation("frame");
  const retry = useRetry();
  return (
    <BlockStack gap="200">
      <Text as="p">{t(`trouble.${keyOf(trouble)}.text`)}</Text>
      {trouble.waiting > 0 && (
        <Text as="p">{t("trouble.waiting", { count: trouble.waiting })}</Text>
      )}
      <InlineStack gap="200">
        <Button loading={retry.running} onClick={retry.submit}>
          {t("trouble.retry")}
        </Button>
        <Button url="/app/settings">{t("trouble.settings")}</Button>
      </InlineStack>
    </BlockStack>
  );
}

function QuotaTrouble({ trouble }: { trouble: Of<"quota"> }) {
  const { t } = useTranslation("frame");
  return (
    <BlockStack gap="200">
      <Text as="p">{t(`trouble.${keyOf(trouble)}.text`, trouble)}</Text>
      <Box>
        <Button url="/app/settings">{t("trouble.settings")}</Button>
      </Box>
    </BlockStack>
  );
}

function useRetry() {
  const { t } = useTranslation("frame");
  const shopify = useAppBridge();
  const fetcher = useFetcher<RetryAnswer>();
  const running = fetcher.state !== "idle";
  const answer = running ? undefined : fetcher.data;
  useEffect(() => {
    if (!answer) return;
    const isError = answer.outcome === "failed";
    shopify.toast.show(t(`trouble.toast.${answer.outcome}`), { isError });
  }, [answer, shopify, t]);
  return {
    running,
    submit: () =>
      void fetcher.submit(
        { intent: "retry" },
        { method: "post", action: "/app/account" },
      ),
  };
}
