import { useState } from "react";
import { saveFile } from "#app/components/save-file.ts";

/**
 * Fetches an export and hands it to the browser as a file. A plain link would not do: the session token
 * that opens the route is added by App Bridge, to calls of `fetch` only.
 */
export function useExportDownload(id: string) {
  const [state, setState] = useState<"idle" | "running" | "failed">("idle");
  const download = async () => {
    setState("running");
    try {
      const response = await fetch(`/app/settings/exports/${id}`);
      if (!response.ok) return setState("failed");
      saveFile(await response.blob(), `customer-data-${id}.json`);
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  return { state, download };
}
