import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { carrierIdPattern } from "#app/domain/carrier-id-pattern.ts";
import type { CarrierOption } from "./carrier-option.ts";
import { settle } from "./settle.ts";

const pauseMs = 150;

type Found = { query: string; carriers: CarrierOption[] };

/** The carriers that fit what was typed; the server holds the list. */
export function useCarrierOptions(typed: string) {
  const { load, data, state } = useFetcher<Found>();
  useEffect(() => {
    const query = new URLSearchParams({ q: typed });
    const timer = setTimeout(
      () => settle(load(`/app/carriers/search?${query.toString()}`)),
      pauseMs,
    );
    return () => clearTimeout(timer);
  }, [load, typed]);
  const carriers = data?.carriers ?? [];
  const id = typed.trim().toLowerCase();
  const isFresh = state === "idle" && data?.query === typed;
  return {
    carriers,
    loading: !isFresh && carriers.length === 0,
    /** What was typed, when it could be an id that is not offered. */
    typedId:
      isFresh &&
      carrierIdPattern.test(id) &&
      !carriers.some((carrier) => carrier.id === id)
        ? id
        : null,
  };
}
