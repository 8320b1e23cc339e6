import { useEffect, useRef, useState } from "react";
import { saveFile } from "#app/components/save-file.ts";
import {
  exportSections,
  type ExportPage,
  type ExportSection,
} from "./export-sections.ts";

export type ExportState =
  | { step: "idle" | "busy" | "failed" | "stopped" | "done" }
  | { step: "reading"; read: number; total: { count: number; more: boolean } };

/**
 * Reads all data of the shop page by page and hands it to the browser as one file. Pages, because a merchant's shop may
 * hold a million parcels; by the page's script, because only calls of `fetch` carry the session token.
 */
export function useShopExport(shopName: string) {
  const [state, setState] = useState<ExportState>({ step: "idle" });
  // The same for all exports of this page: one that was stopped keeps no other waiting.
  const [id] = useState(() => crypto.randomUUID());
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);
  const start = async () => {
    const { signal } = (running.current = new AbortController());
    const parts: Blob[] = [];
    let total = { count: 0, more: false };
    let read = 0;
    setState({ step: "reading", read, total });
    try {
      for (const section of exportSections) {
        parts.push(text(`${parts.length === 0 ? "{" : ","}"${section}":[`));
        let isFirst = true;
        for await (const page of pagesOf({ id, section }, signal)) {
          total = page.total ?? total;
          if (section === "fulfillments") read += page.items.length;
          parts.push(text(itemsText(page.items, isFirst)));
          isFirst &&= page.items.length === 0;
          setState({ step: "reading", read, total });
        }
        parts.push(text("]"));
      }
      saveFile(new Blob([...parts, "}\n"]), `${shopName}-shipments.json`);
      setState({ step: "done" });
    } catch (error) {
      setState({ step: outcomeOf(error, signal) });
    }
  };
  return { state, start, stop: () => running.current?.abort() };
}

function outcomeOf(error: unknown, signal: AbortSignal) {
  if (signal.aborted) return "stopped";
  return error instanceof BusyError ? "busy" : "failed";
}

class BusyError extends Error {
  override readonly name = "BusyError";
}

const text = (given: string) => new Blob([given]);

const itemsText = (items: unknown[], isFirst: boolean) =>
  items
    .map(
      (item, at) =>
        `${isFirst && at === 0 ? "\n" : ",\n"}${JSON.stringify(item)}`,
    )
    .join("");

async function* pagesOf(
  asked: { id: string; section: ExportSection },
  signal: AbortSignal,
) {
  let after: string | null = "";
  while (after !== null) {
    const query = new URLSearchParams({ ...asked, ...(after && { after }) });
    const response = await fetch(
      `/app/settings/data/export?${query.toString()}`,
      { signal },
    );
    if (response.status === 409) throw new BusyError();
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    const page = (await response.json()) as ExportPage;
    yield page;
    after = page.next;
  }
}
