import { isRouteErrorResponse, useLocation } from "@remix-run/react";
import { useState } from "react";
import { useIsBrowser } from "./use-is-browser.ts";

/** Of an answer; undefined: something broke. */
export const statusOf = (error: unknown) =>
  isRouteErrorResponse(error) ? error.status : undefined;

/**
 * What to search the log for: the id of the request that failed. Where no answer of ours came (a page that could not be
 * drawn, no connection), time and path. Empty until the browser knows them.
 */
export function useReference(error: unknown): string {
  const { pathname } = useLocation();
  const [time] = useState(() => new Date().toISOString());
  const isBrowser = useIsBrowser();
  return requestIdOf(error) ?? (isBrowser ? `${time} ${pathname}` : "");
}

function requestIdOf(error: unknown) {
  const data: unknown = isRouteErrorResponse(error) ? error.data : undefined;
  return typeof data === "object" &&
    data !== null &&
    "reference" in data &&
    typeof data.reference === "string"
    ? data.reference
    : undefined;
}
