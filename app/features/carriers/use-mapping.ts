import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCarrierChoice } from "#app/components/use-carrier-choice.ts";
import type { CompanyView, MappingAnswer } from "./carriers-view.ts";
import { useMappingPreview } from "./use-mapping-preview.ts";

export type Mapping = ReturnType<typeof useMapping>;

/** The form of a company's page: the carrier chosen for it, what that would do, and how saving went. */
export function useMapping({
  company: { key, mappedBy, carrier },
}: CompanyView) {
  const stored = mappedBy === "mapping" && carrier ? carrier : undefined;
  const choice = useCarrierChoice(stored);
  const [again, setAgain] = useState(false);
  const [sent, setSent] = useState<string>();
  const fetcher = useFetcher<MappingAnswer>();
  const saving = fetcher.state !== "idle";
  const answer = saving ? undefined : fetcher.data;
  const [taken, setTaken] = useState(answer);
  const show = (name: typeof stored) =>
    name ? choice.take(name) : choice.type("");
  if (answer !== taken) {
    setTaken(answer);
    if (answer?.outcome === "mapped" || answer?.outcome === "unmapped") {
      setAgain(false);
      show(stored);
    }
  }
  useAnswerToast(answer);
  const submit = (fields: Record<string, string>) =>
    void fetcher.submit(fields, { method: "post" });
  return {
    choice,
    again,
    setAgain,
    saving,
    isMapped: stored !== undefined,
    preview: useMappingPreview(key, choice.id),
    dirty: choice.typed !== (stored?.name ?? "") || again,
    error:
      answer?.outcome === "invalid" && sent === choice.typed
        ? answer.error
        : undefined,
    save() {
      setSent(choice.typed);
      submit({
        intent: "map",
        carrierId: choice.id ?? "",
        again: String(again),
      });
    },
    discard() {
      setAgain(false);
      show(stored);
    },
    forget: () => submit({ intent: "unmap" }),
    apply: () => submit({ intent: "apply" }),
    stop: () => submit({ intent: "stop" }),
  };
}

function useAnswerToast(answer: MappingAnswer | undefined) {
  const { t } = useTranslation("carriers");
  const shopify = useAppBridge();
  useEffect(() => {
    if (!answer || answer.outcome === "invalid") return;
    const isError = answer.outcome === "failed";
    shopify.toast.show(t(`toast.${answer.outcome}`), { isError });
  }, [answer, shopify, t]);
}
