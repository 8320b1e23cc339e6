import type { CarrierOption } from "#app/components/carrier-option.ts";
import { findCarrier, type Carrier } from "#app/keydelivery/index.ts";

export type NameCarrier = (id: string) => CarrierOption;

/** Names carriers by the published list, or by what detection called them; the others by their id. */
export function carrierNames(detected: readonly Carrier[]): NameCarrier {
  const unlisted = new Map(detected.map(({ id, name }) => [id, name]));
  return (id) => ({
    id,
    name: findCarrier(id)?.name ?? unlisted.get(id) ?? id,
  });
}
