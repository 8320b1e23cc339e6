import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "#app/components/save-file.ts";
import { useFormats } from "#app/components/use-formats.ts";
import { exportUrl, type ListQuery } from "./list-query.ts";

export type ListExport = ReturnType<typeof useListExport>;

/**
 * Fetches the list as a file and hands it to the browser. A plain link would not do: the session token that opens the
 * route is added by App Bridge, to calls of `fetch` only.
 */
export function useListExport(query: ListQuery) {
  const { t, i18n } = useTranslation("shipments");
  const shopify = useAppBridge();
  const formats = useFormats();
  const running = useRef<AbortController>();
  const [rows, setRows] = useState<number>();
  useEffect(() => () => running.current?.abort(), []);
  const start = async () => {
    if (running.current) return;
    const { signal } = (running.current = new AbortController());
    setRows(0);
    try {
      const file = await fetchFile(exportUrl(query, i18n.language), {
        signal,
        onRows: setRows,
      });
      saveFile(file.blob, file.name);
      shopify.toast.show(
        t("list.export.done", {
          count: file.rows,
          number: formats.number(file.rows),
        }),
      );
    } catch {
      if (!signal.aborted)
        shopify.toast.show(t("list.export.failed"), { isError: true });
    } finally {
      running.current = undefined;
      setRows(undefined);
    }
  };
  return {
    /** Parcels that have arrived so far; undefined while there is no export. */
    rows,
    start: () => void start(),
    cancel: () => running.current?.abort(),
  };
}

const lineFeed = 10;

async function fetchFile(
  url: string,
  options: { signal: AbortSignal; onRows: (rows: number) => void },
) {
  const response = await fetch(url, { signal: options.signal });
  const reader = response.body?.getReader();
  if (!response.ok || !reader) throw new Error("no file");
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  // One line is the headings.
  let rows = -1;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    pieces.push(value);
    for (const byte of value) if (byte === lineFeed) rows += 1;
    options.onRows(Math.max(0, rows));
  }
  const named = response.headers.get("Content-Disposition") ?? "";
  return {
    rows,
    name: /filename="([^"]+)"/.exec(named)?.[1] ?? "shipments.csv",
    blob: new Blob(pieces, { type: "text/csv;charset=utf-8" }),
  };
}
