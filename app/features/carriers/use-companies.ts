import { useNavigate, useNavigation } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import {
  carriersPath,
  carriersUrl,
  type CarriersQuery,
} from "./carriers-query.ts";

const pauseMs = 300;

export type Companies = ReturnType<typeof useCompanies>;

/** What the list shows is in its address; what is typed is searched for when typing pauses. */
export function useCompanies(query: CarriersQuery) {
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  const [typed, setTyped] = useState(query.q);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const latest = useRef(query);
  useEffect(() => {
    latest.current = query;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  const open = (changes: Partial<CarriersQuery>) =>
    void navigate(carriersUrl({ ...latest.current, page: 1, ...changes }), {
      replace: changes.q !== undefined && latest.current.q !== "",
      preventScrollReset: changes.page === undefined,
    });
  return {
    query,
    typed,
    isLoading: state === "loading" && location.pathname === carriersPath,
    open,
    search(text: string) {
      setTyped(text);
      clearTimeout(timer.current);
      timer.current = setTimeout(() => open({ q: text.trim() }), pauseMs);
    },
    /** All companies again. */
    clear() {
      setTyped("");
      clearTimeout(timer.current);
      open({ q: "", by: "all" });
    },
  };
}
