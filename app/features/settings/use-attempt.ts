import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { SettingsAnswer } from "./settings-view.ts";

/** One kind of submission: what was sent and the answer to it, until it is forgotten. */
export function useAttempt<Sent>(nothing: Sent) {
  const fetcher = useFetcher<SettingsAnswer>();
  const [sent, setSent] = useState(nothing);
  const [taken, setTaken] = useState<SettingsAnswer>();
  const [answer, setAnswer] = useState<SettingsAnswer>();
  const running = fetcher.state !== "idle";
  return {
    sent,
    answer: running ? undefined : answer,
    running,
    /** The answer, once: when the loaders have run again after it. */
    takeAnswer() {
      if (running || !fetcher.data || fetcher.data === taken) return undefined;
      setTaken(fetcher.data);
      setAnswer(fetcher.data);
      return fetcher.data;
    },
    submit(what: Sent, fields: Record<string, string>) {
      setSent(what);
      setAnswer(undefined);
      void fetcher.submit(fields, { method: "post", action: "/app/settings" });
    },
    forget: () => setAnswer(undefined),
  };
}
