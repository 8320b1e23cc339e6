import { z } from "zod";
import { listSorts, type ListSort } from "./list-query.ts";

/** A parcel's place in the list: by the time that it is sorted by, then by its id. */
export type Place = { at: Date; id: string };

/** What comes `after` a place in the list, or `before` it. */
export type ListCursor = {
  direction: "after" | "before";
  sort: ListSort;
  place: Place;
};

const cursorSchema = z
  .tuple([
    z.enum(["after", "before"]),
    z.enum(listSorts),
    z.iso.datetime().refine((text) => /^(19|20)\d\d-/.test(text)),
    z.uuid(),
  ])
  .transform(([direction, sort, at, id]) => ({
    direction,
    sort,
    place: { at: new Date(at), id },
  }));

export function writeCursor({ direction, sort, place }: ListCursor): string {
  return btoa([direction, sort, place.at.toISOString(), place.id].join(" "))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Null for none, for one of another order, and for one that is not ours: the first page. */
export function readCursor(
  text: string | null,
  sort: ListSort,
): ListCursor | null {
  if (!text || text.length > 200) return null;
  const cursor = cursorSchema.safeParse(decode(text)?.split(" "));
  return cursor.success && cursor.data.sort === sort ? cursor.data : null;
}

function decode(text: string) {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}
