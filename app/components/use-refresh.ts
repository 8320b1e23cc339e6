import { useFetchers, useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { settle } from "./settle.ts";

/**
 * Loads the page's data again every so often while it is looked at. Not while something else is on its way: that would
 * be broken off.
 */
export function useRefresh(everyMs: number) {
  const { revalidate, state } = useRevalidator();
  const navigation = useNavigation();
  const busy = useFetchers().some((fetcher) => fetcher.state !== "idle");
  const isIdle = state === "idle" && navigation.state === "idle" && !busy;
  const idle = useRef(true);
  useEffect(() => {
    idle.current = isIdle;
  }, [isIdle]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible" && idle.current)
        settle(revalidate());
    };
    const timer = setInterval(look, everyMs);
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [everyMs, revalidate]);
}

/** Five seconds while something moves; a quiet page still notices a new order soon. */
export const refreshEvery = (moving: boolean) => (moving ? 5_000 : 10_000);
