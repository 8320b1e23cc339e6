import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { settle } from "#app/components/settle.ts";
import { companyUrl } from "./carriers-query.ts";
import type { MappingPreview } from "./carriers-view.ts";

/** What would become of a company's parcels with a carrier, once one is chosen. */
export function useMappingPreview(key: string, carrierId: string | undefined) {
  const { load, data } = useFetcher<MappingPreview>();
  useEffect(() => {
    if (carrierId === undefined) return;
    const query = new URLSearchParams({ carrier: carrierId });
    settle(load(`${companyUrl(key)}/preview?${query.toString()}`));
  }, [load, key, carrierId]);
  return data?.carrier.id === carrierId ? data : undefined;
}
