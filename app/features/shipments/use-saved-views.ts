import { useFetcher, useNavigate } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ListView, SavedViewAnswer } from "./list-page-view.ts";
import { listPath, listUrl, writeListQuery } from "./list-query.ts";
import type { SavedViewIntent } from "./saved-view-schema.ts";
import { savedViewUrl } from "./use-list.ts";

/** Which form about views is open, and what became of what it sent. */
export type SavedViews = ReturnType<typeof useSavedViews>;

export function useSavedViews(
  { query }: Pick<ListView, "query">,
  onSaved: () => void,
) {
  const { t } = useTranslation("shipments");
  const shopify = useAppBridge();
  const navigate = useNavigate();
  const fetcher = useFetcher<SavedViewAnswer>();
  const [form, setForm] = useState<"new" | "edit">();
  const running = fetcher.state !== "idle";
  const answer = running ? undefined : fetcher.data;
  const [taken, setTaken] = useState(answer);
  if (answer !== taken) {
    setTaken(answer);
    if (isDone(answer)) setForm(undefined);
  }
  const settled = useRef<SavedViewAnswer>();
  useEffect(() => {
    if (!answer || answer === settled.current) return;
    settled.current = answer;
    if (answer.outcome === "invalid") return;
    const isError = answer.outcome === "failed";
    shopify.toast.show(t(`list.views.${answer.outcome}`), { isError });
    if (answer.outcome === "saved") {
      onSaved();
      void navigate(savedViewUrl(answer));
    }
    if (answer.outcome === "deleted")
      void navigate(listUrl({ ...query, saved: null }));
  }, [answer, navigate, onSaved, query, shopify, t]);
  return {
    form,
    open: setForm,
    close: () => setForm(undefined),
    running,
    error: answer?.outcome === "invalid" ? answer.error : undefined,
    submit: (intent: SavedViewIntent) =>
      void fetcher.submit(intent, {
        method: "post",
        action: `${listPath}?index`,
      }),
    query: writeListQuery({ ...query, saved: null }),
  };
}

const isDone = (answer: SavedViewAnswer | undefined) =>
  answer !== undefined &&
  answer.outcome !== "invalid" &&
  answer.outcome !== "failed";
