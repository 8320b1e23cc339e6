import { useEffect, useRef, useState } from "react";
import { useLeaveConfirmation } from "#app/components/use-leave-confirmation.ts";
import { readNumberText } from "./read-number-text.ts";
import { sendNumbers, trackedInCalls } from "./send-numbers.ts";
import {
  newRowsOf,
  type FileRefusal,
  type JudgedRow,
  type TrackedVerdict,
} from "./number-import-view.ts";

/** What became of the new rows so far, by their place. */
export type Verdicts = TrackedVerdict[];

export type NumberImportState =
  | { step: "choose"; refusal?: FileRefusal | { reason: "failed" } }
  | { step: "reading" }
  | { step: "ready"; rows: JudgedRow[] }
  | { step: "tracking"; rows: JudgedRow[]; verdicts: Verdicts }
  | { step: "broken_off"; rows: JudgedRow[]; verdicts: Verdicts }
  | { step: "done"; rows: JudgedRow[]; verdicts: Verdicts; isStopped: boolean };

export type NumberImport = ReturnType<typeof useNumberImport>;

/** The way of a file: chosen, read, looked at, tracked in calls of a second each. */
export function useNumberImport() {
  const [state, setState] = useState<NumberImportState>({ step: "choose" });
  const isStopping = useRef(false);
  useLeaveConfirmation(state.step === "tracking");
  useEffect(
    () => () => {
      isStopping.current = true;
    },
    [],
  );
  const choose = async (file: File) => {
    setState({ step: "reading" });
    const refuse = (refusal: FileRefusal | { reason: "failed" }) =>
      setState({ step: "choose", refusal });
    const read = await readNumberText(file);
    if ("refusal" in read) return refuse(read.refusal);
    try {
      const answer = await sendNumbers({ intent: "read", text: read.text });
      if (answer.outcome === "refused") refuse(answer.refusal);
      if (answer.outcome === "read")
        setState({ step: "ready", rows: answer.rows });
    } catch {
      refuse({ reason: "failed" });
    }
  };
  const track = async (rows: JudgedRow[], verdicts: Verdicts) => {
    isStopping.current = false;
    setState({ step: "tracking", rows, verdicts });
    const all = newRowsOf(rows);
    try {
      for await (const some of trackedInCalls(all, verdicts.length)) {
        verdicts = [...verdicts, ...some];
        setState({ step: "tracking", rows, verdicts });
        if (isStopping.current) break;
      }
      const isStopped = verdicts.length < all.length;
      setState({ step: "done", rows, verdicts, isStopped });
    } catch {
      setState({ step: "broken_off", rows, verdicts });
    }
  };
  return {
    state,
    choose: (file: File) => void choose(file),
    start: (rows: JudgedRow[]) => void track(rows, []),
    goOn: (rows: JudgedRow[], verdicts: Verdicts) => void track(rows, verdicts),
    stop() {
      isStopping.current = true;
    },
    again: () => setState({ step: "choose" }),
  };
}
