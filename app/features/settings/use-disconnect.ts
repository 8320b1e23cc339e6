import { useFetcher } from "@remix-run/react";
import type { SettingsAnswer } from "./settings-view.ts";

/** Lives in the page: the button itself is gone once the account is. */
export function useDisconnect() {
  const fetcher = useFetcher<SettingsAnswer>();
  const running = fetcher.state !== "idle";
  return {
    running,
    answer: running ? undefined : fetcher.data,
    disconnect: () =>
      void fetcher.submit({ intent: "disconnect" }, { method: "post" }),
  };
}
