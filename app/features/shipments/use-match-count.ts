import { useEffect, useState } from "react";
import { countUrl, type ListQuery } from "./list-query.ts";
import type { Capped } from "./list-page-view.ts";

/**
 * How many parcels match, once it is wanted. Not by a fetcher: Remix would load it again with every look for news, and
 * shows an error when something is submitted before it has found the route of a fetcher.
 */
export function useMatchCount(
  query: ListQuery,
  isWanted: boolean,
): Capped | undefined {
  const url = countUrl(query);
  const [known, setKnown] = useState<{ url: string; counted: Capped }>();
  useEffect(() => {
    if (!isWanted) return;
    const left = new AbortController();
    void count(url, left.signal).then(
      (counted) => counted && setKnown({ url, counted }),
    );
    return () => left.abort();
  }, [isWanted, url]);
  return known?.url === url ? known.counted : undefined;
}

/** Undefined where it cannot be had: what is chosen is told without it. */
async function count(url: string, signal: AbortSignal) {
  try {
    const response = await fetch(url, { signal });
    return response.ok ? ((await response.json()) as Capped) : undefined;
  } catch {
    return undefined;
  }
}
