import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { HomeAnswer } from "./home-intent.ts";

/**
 * A parcel is registered again, from here. Of the card, not of the row: a row is gone once its parcel is mended, and its
 * toast would be lost.
 */
export function useRetry() {
  const { t } = useTranslation("home");
  const shopify = useAppBridge();
  const fetcher = useFetcher<HomeAnswer>();
  const running = fetcher.state !== "idle";
  const answer = running ? undefined : fetcher.data;
  useEffect(() => {
    if (!answer) return;
    const isError = answer.outcome !== "retried";
    shopify.toast.show(t(`toast.${answer.outcome}`), { isError });
  }, [answer, shopify, t]);
  return {
    /** Whether it is this parcel. */
    isRunning: (shipmentId: string) =>
      fetcher.formData?.get("shipmentId") === shipmentId,
    submit: (shipmentId: string) =>
      void fetcher.submit(
        { intent: "retry", shipmentId },
        { method: "post", action: "/app?index" },
      ),
  };
}

export type Retry = ReturnType<typeof useRetry>;
