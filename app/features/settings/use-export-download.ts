import { useState } from "react";

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

function saveFile(blob: Blob, name: string) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Not at once: some browsers read it only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
