import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { settle } from "#app/components/settle.ts";
import type { ImportAnswer, ImportView } from "./backfill-view.ts";
import type { ImportIntent } from "./import-schema.ts";

const path = "/app/import";
const refreshMs = 3_000;

/**
 * The import as it was loaded with the page, then as it goes on: looked at again while it moves. Where the page
 * brought nothing, it is asked for at once.
 */
export function useImport(loaded: ImportAnswer | undefined) {
  const action = useFetcher<ImportAnswer>();
  const poll = useFetcher<ImportAnswer>();
  const [shown, setShown] = useState(viewOf(loaded));
  // Whichever of them told something last.
  useNews(loaded, setShown);
  useNews(action.data, setShown);
  useNews(poll.data, setShown);
  useLooks(poll, shown, loaded === undefined && poll.data === undefined);
  const asked = action.formData?.get("intent");
  const answer = action.state === "idle" ? action.data : undefined;
  return {
    view: shown,
    /** It could not be looked at, not even once. */
    missing: !shown && poll.data !== undefined,
    /** What is being carried out. */
    running: typeof asked === "string" ? asked : undefined,
    failed: answer !== undefined && "failed" in answer,
    submit: (intent: ImportIntent) =>
      void action.submit({ ...intent }, { method: "post", action: path }),
  };
}

export type ImportForm = Pick<
  ReturnType<typeof useImport>,
  "running" | "failed" | "submit"
>;

function useLooks(
  { load, state: loading }: ReturnType<typeof useFetcher<ImportAnswer>>,
  shown: ImportView | undefined,
  isFirst: boolean,
) {
  const { state } = shown?.backfill ?? {};
  const isMoving = state === "counting" || state === "running";
  useEffect(() => {
    if (!(isMoving || isFirst) || loading !== "idle") return undefined;
    const timer = setTimeout(() => settle(load(path)), isFirst ? 0 : refreshMs);
    return () => clearTimeout(timer);
  }, [isMoving, isFirst, loading, load]);
}

const viewOf = (answer: ImportAnswer | undefined) =>
  answer && "backfill" in answer ? answer : undefined;

function useNews(
  told: ImportAnswer | undefined,
  take: (view: ImportView) => void,
) {
  const [known, setKnown] = useState(told);
  if (told === known) return;
  setKnown(told);
  const view = viewOf(told);
  if (view) take(view);
}
