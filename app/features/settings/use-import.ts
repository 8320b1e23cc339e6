import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import type { ImportIntent } from "./import-schema.ts";
import type { ImportAnswer, ImportView } from "./settings-view.ts";

const path = "/app/import";
const refreshMs = 3_000;

/** The import as it was loaded with the page, then as it goes on: looked at again while it moves. */
export function useImport(loaded: ImportView) {
  const action = useFetcher<ImportAnswer>();
  const poll = useFetcher<ImportAnswer>();
  const [shown, setShown] = useState(loaded);
  // Whichever of them told something last.
  useNews(loaded, setShown);
  useNews(action.data, setShown);
  useNews(poll.data, setShown);
  const { state } = shown.backfill ?? {};
  const isMoving = state === "counting" || state === "running";
  const { load, state: loading } = poll;
  useEffect(() => {
    if (!isMoving || loading !== "idle") return undefined;
    const timer = setTimeout(() => void settle(load(path)), refreshMs);
    return () => clearTimeout(timer);
  }, [isMoving, loading, load]);
  const asked = action.formData?.get("intent");
  const answer = action.state === "idle" ? action.data : undefined;
  return {
    ...shown,
    /** What is being carried out. */
    running: typeof asked === "string" ? asked : undefined,
    failed: answer !== undefined && "failed" in answer,
    submit: (intent: ImportIntent) =>
      void action.submit({ ...intent }, { method: "post", action: path }),
  };
}

export type ImportForm = ReturnType<typeof useImport>;

function useNews(
  told: ImportAnswer | undefined,
  take: (view: ImportView) => void,
) {
  const [known, setKnown] = useState(told);
  if (told === known) return;
  setKnown(told);
  if (told && "backfill" in told) take(told);
}

// Typed as void, it is a promise: rejected when the page closes while the answer is on its way.
async function settle(loading: unknown) {
  try {
    await (loading as Promise<void>);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError"))
      throw error;
  }
}
