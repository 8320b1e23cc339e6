import { useEffect, useRef, useState } from "react";
import type { List } from "./use-list.ts";

const pauseMs = 300;

/** What is typed in the search field: it is searched for when typing pauses. */
export function useListSearch(search: string, list: List) {
  const [typed, setTyped] = useState(search);
  const [sent, setSent] = useState(search);
  const [shown, setShown] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef(list);
  useEffect(() => {
    latest.current = list;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  if (search !== shown) {
    setShown(search);
    // Not the answer to what was typed here: back, forward, another link.
    if (search !== sent) {
      setSent(search);
      setTyped(search);
    }
  }
  const change = (text: string) => {
    setTyped(text);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const q = text.trim();
      setSent(q);
      // One search is one step back, however often typing paused.
      latest.current.change({ q }, { replace: shown !== "" });
    }, pauseMs);
  };
  return { typed, change, clear: () => change("") };
}
