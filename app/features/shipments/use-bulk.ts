import { useFetcher } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { countLeft, type BulkAnswer, type BulkKind } from "./bulk-view.ts";
import { listPath, writeListQuery, type ListQuery } from "./list-query.ts";

export type Bulk = ReturnType<typeof useBulk>;

/** The parcels that something is to be done with: some of a page, or all that match. */
export type BulkScope =
  { kind: "chosen"; ids: string[] } | { kind: "all"; query: ListQuery };

/** What the merchant is asked before it is done. */
export type BulkQuestion = { kind: BulkKind; scope: BulkScope };

/** Does things with many parcels at once, and tells how it went. */
export function useBulk() {
  const fetcher = useFetcher<BulkAnswer>();
  const [question, setQuestion] = useState<BulkQuestion>();
  const running = fetcher.state !== "idle";
  const answer = running ? undefined : fetcher.data;
  const [taken, setTaken] = useState(answer);
  const [closed, setClosed] = useState<BulkAnswer>();
  const [times, setTimes] = useState(0);
  if (answer !== taken) {
    setTaken(answer);
    if (answer?.outcome === "changed" || answer?.outcome === "started") {
      setQuestion(undefined);
      setTimes(times + 1);
    }
  }
  useAnswerToast(answer);
  const send = (fields: Record<string, string>) =>
    void fetcher.submit(fields, {
      method: "post",
      action: `${listPath}?index`,
    });
  const submit = ({ kind, scope }: BulkQuestion, carrierId = "") =>
    send({ kind, carrierId, ...fieldsOf(scope) });
  return {
    question,
    running,
    /** How often something was done: what was chosen for it is no longer. */
    times,
    /** The carrier is missing. */
    noCarrier: answer?.outcome === "no_carrier",
    /** Of chosen parcels, until the merchant has read it. */
    outcome:
      answer?.outcome === "changed" &&
      answer !== closed &&
      countLeft(answer.left) > 0
        ? answer
        : undefined,
    /** At once where that can be taken back or costs nothing; else the merchant is asked. */
    ask: (asked: BulkQuestion) =>
      asked.kind === "choose_carrier" || asked.scope.kind === "all"
        ? setQuestion(asked)
        : submit(asked),
    close: () => setQuestion(undefined),
    submit,
    stop: (id: string) => send({ intent: "cancel_bulk", id }),
    closeOutcome: () => setClosed(answer),
    closeProgress: (id: string) => send({ intent: "close_bulk", id }),
  };
}

function fieldsOf(scope: BulkScope): Record<string, string> {
  return scope.kind === "chosen"
    ? { intent: "change_parcels", ids: scope.ids.join(",") }
    : { intent: "change_all", query: writeListQuery(scope.query) };
}

function useAnswerToast(answer: BulkAnswer | undefined) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const shopify = useAppBridge();
  const told = useRef<BulkAnswer>();
  useEffect(() => {
    if (!answer || answer === told.current) return;
    told.current = answer;
    switch (answer.outcome) {
      case "changed": {
        const { kind, done: count, left } = answer;
        const number = formats.number(count);
        if (countLeft(left) === 0)
          shopify.toast.show(t(`list.bulk.done.${kind}`, { count, number }));
        return;
      }
      case "started":
        shopify.toast.show(t("list.bulk.started"));
        return;
      case "busy":
      case "failed":
        shopify.toast.show(t(`list.bulk.${answer.outcome}`), {
          isError: true,
        });
        return;
      case "cancelled":
      case "closed":
      case "no_carrier":
        return;
    }
  }, [answer, formats, shopify, t]);
}
