import { useState } from "react";
import type { CarrierOption } from "./carrier-option.ts";

export type CarrierChoice = {
  /** What stands in the field. */
  typed: string;
  /** The carrier chosen with it; undefined while something is typed. */
  id: string | undefined;
  type: (text: string) => void;
  take: (carrier: CarrierOption) => void;
};

/** What stands in a `CarrierPicker`. */
export function useCarrierChoice(initial?: CarrierOption): CarrierChoice {
  const [{ typed, id }, set] = useState<{
    typed: string;
    id: string | undefined;
  }>({ typed: initial?.name ?? "", id: initial?.id });
  return {
    typed,
    id,
    type: (text) => set({ typed: text, id: undefined }),
    take: (carrier) => set({ typed: carrier.name, id: carrier.id }),
  };
}
