import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import type { SettingsAnswer } from "./settings-view.ts";

/** Shows a toast once for each answer with this outcome. */
export function useAnswerToast(
  answer: SettingsAnswer | undefined,
  outcome: SettingsAnswer["outcome"],
  text: string,
  { isError = false } = {},
) {
  const shopify = useAppBridge();
  useEffect(() => {
    if (answer?.outcome === outcome) shopify.toast.show(text, { isError });
  }, [answer, outcome, text, isError, shopify]);
}
