import { findCarrier } from "#app/keydelivery/index.ts";

/** The carrier's name; its id where it is not on the list. */
export function carrierNameOf(id: string | null): string | null {
  return id && (findCarrier(id)?.name ?? id);
}
