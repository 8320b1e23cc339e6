import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";

/** Loads the page's data again every so often while it is looked at. */
export function useRefresh(everyMs: number) {
  const { revalidate, state } = useRevalidator();
  const idle = useRef(true);
  useEffect(() => {
    idle.current = state === "idle";
  }, [state]);
  useEffect(() => {
    const look = () => {
      if (document.visibilityState === "visible" && idle.current)
        void revalidate();
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
