import { useDeferredValue } from "react";
import { useIsBrowser } from "#app/components/use-is-browser.ts";

/** With what stands above them 1,300 px: more than the admin leaves for an app on a screen of 1,440. */
export const firstDrawn = 22;

/**
 * The rows that are drawn. Of a page that the server sends, as many as a screen holds until it has come to life, so that
 * neither the server nor the browser's first task draws all. Of a list that was opened inside the app, all.
 */
export function useDrawnRows<Row>(rows: Row[]): Row[] {
  // Deferred: the answer to a click or a key comes before the rest of the rows.
  const areAllDrawn = useDeferredValue(useIsBrowser());
  return areAllDrawn ? rows : rows.slice(0, firstDrawn);
}
