import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { ImportIntent } from "./import-schema.ts";
import type { ImportAnswer, ImportSummary } from "./settings-view.ts";

const path = "/app/import";
const refreshMs = 3_000;

// Typed as void, it is a promise: rejected when the page closes while the answer is on its way.
async function settle(loading: unknown) {
  try {
    await (loading as Promise<void>);
  } catch (error) {
    if (!(error instanceof DOMException && error.name === "AbortError"))
      throw error;
  }
}

/** The import as it was loaded with the page, then as it goes on. */
export function useImport(loaded: ImportSummary | null) {
  const action = useFetcher<ImportAnswer>();
  const { load, data, state } = useFetcher<ImportAnswer>();
  const answers = [data, action.data].filter(
    (answer) => answer !== undefined && "backfill" in answer,
  );
  const backfill = answers[0]?.backfill ?? loaded;
  const isMoving =
    backfill?.state === "counting" || backfill?.state === "running";
  useEffect(() => {
    if (!isMoving || state !== "idle") return undefined;
    const timer = setTimeout(() => void settle(load(path)), refreshMs);
    return () => clearTimeout(timer);
  }, [isMoving, state, load, data]);
  // What was asked for shows at once, not at the next look.
  const acted = action.state === "idle" ? action.data : undefined;
  useEffect(() => {
    if (acted) void settle(load(path));
  }, [acted, load]);
  return {
    backfill,
    running: action.state !== "idle",
    failed: acted !== undefined && "failed" in acted,
    submit: (intent: ImportIntent) =>
      void action.submit({ ...intent }, { method: "post", action: path }),
  };
}

export type ImportForm = ReturnType<typeof useImport>;
