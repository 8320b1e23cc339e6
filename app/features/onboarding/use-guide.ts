import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { GuideAnswer, GuideIntent } from "./guide-intent.ts";

/** Sends what the guide is asked for; what fails is told, and the guide stays as it is. */
export function useGuide() {
  const { t } = useTranslation("onboarding");
  const shopify = useAppBridge();
  const fetcher = useFetcher<GuideAnswer>();
  const running = fetcher.state !== "idle";
  const answer = running ? undefined : fetcher.data;
  useEffect(() => {
    if (answer?.outcome === "failed")
      shopify.toast.show(t("failed"), { isError: true });
  }, [answer, shopify, t]);
  return {
    running,
    submit: (intent: GuideIntent) =>
      void fetcher.submit(
        { ...intent },
        { method: "post", action: "/app?index" },
      ),
  };
}

export type Guide = ReturnType<typeof useGuide>;
