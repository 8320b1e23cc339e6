import { useLocation, useNavigation } from "@remix-run/react";
import { useEffect, useState } from "react";

const noticedAfterMs = 150;

/**
 * The path of another page of ours that is being loaded, once it takes long enough to be noticed. Not for the page's
 * own data: a search, a filter, a form, a refresh.
 */
export function useSlowNavigation(): string | undefined {
  const { state, location } = useNavigation();
  const { pathname } = useLocation();
  const next =
    state === "loading" && location.pathname !== pathname
      ? location.pathname
      : undefined;
  const [slow, setSlow] = useState<string>();
  useEffect(() => {
    if (!next) return;
    const timer = setTimeout(() => setSlow(next), noticedAfterMs);
    return () => {
      clearTimeout(timer);
      setSlow(undefined);
    };
  }, [next]);
  return next && slow;
}
