import { z } from "zod";

/** A place in the list, newest first: `after` it come older shipments, `before` it newer ones. */
export type ListCursor = {
  direction: "after" | "before";
  shippedAt: Date;
  id: string;
};

const cursorSchema = z
  .tuple([z.enum(["after", "before"]), z.iso.datetime(), z.uuid()])
  .transform(([direction, shippedAt, id]) => ({
    direction,
    shippedAt: new Date(shippedAt),
    id,
  }));

export function writeCursor({ direction, shippedAt, id }: ListCursor): string {
  return btoa(`${direction} ${shippedAt.toISOString()} ${id}`)
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Null for none, and for one that is not ours: the first page. */
export function readCursor(text: string | null): ListCursor | null {
  if (!text || text.length > 200) return null;
  const decoded = decode(text);
  const cursor = cursorSchema.safeParse(decoded?.split(" "));
  return cursor.success ? cursor.data : null;
}

function decode(text: string) {
  try {
    return atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return undefined;
  }
}
