import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { ShipmentIntent } from "./shipment-schema.ts";
import type { ShipmentAnswer } from "./shipments-view.ts";

/** Sends one kind of intent to the page's action, and tells how it went in a toast. */
export function useShipmentForm() {
  const { t } = useTranslation("shipments");
  const shopify = useAppBridge();
  const fetcher = useFetcher<ShipmentAnswer>();
  const running = fetcher.state !== "idle";
  const answer = running ? undefined : fetcher.data;
  useEffect(() => {
    if (!answer || answer.outcome === "invalid") return;
    const isError = answer.outcome === "failed";
    shopify.toast.show(t(`toast.${answer.outcome}`), { isError });
  }, [answer, shopify, t]);
  return {
    running,
    answer,
    submit: (intent: ShipmentIntent) =>
      void fetcher.submit({ ...intent }, { method: "post" }),
  };
}

export type ShipmentForm = ReturnType<typeof useShipmentForm>;
