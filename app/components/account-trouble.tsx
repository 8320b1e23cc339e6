import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { RetryAnswer, Trouble } from "./trouble.ts";

type Props = {
  trouble: Extract<Trouble, { kind: "account" }>;
  /** Undefined where the settings are shown already. */
  settingsUrl: string | undefined;
};

/** What to do about an account that KeyDelivery refuses, and how many parcels wait for it. */
export function AccountTrouble({ trouble, settingsUrl }: Props) {
  const { t } = useTranslation("frame");
  const retry = useRetry();
  const { account, state, waiting } = trouble;
  const count = t(waiting.more ? "trouble.waitingMore" : "trouble.waiting", {
    count: waiting.count,
  });
  return (
    <BlockStack gap="200">
      <Text as="p">{t(`trouble.${account}.${state}.text`)}</Text>
      {waiting.count > 0 && <Text as="p">{count}</Text>}
      <InlineStack gap="200">
        <Button loading={retry.running} onClick={retry.submit}>
          {t("trouble.retry")}
        </Button>
        {settingsUrl && (
          <Button url={settingsUrl}>{t("trouble.settings")}</Button>
        )}
      </InlineStack>
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
