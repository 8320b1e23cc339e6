import { z } from "zod";
import { carrierIdSchema } from "./mapping-schema.ts";

// Beyond that one searches.
const mostPages = 40;

const querySchema = z.object({
  tab: z.enum(["companies", "carriers"]).catch("companies"),
  q: z.string().trim().max(100).catch(""),
  page: z.coerce.number().int().min(1).max(mostPages).catch(1),
  /** The carrier that a company is to be chosen for. */
  carrier: carrierIdSchema.nullable().catch(null),
});

export type CarriersQuery = z.infer<typeof querySchema>;

/** What the address of the page asks for; what makes no sense is left out. */
export function readCarriersQuery(search: URLSearchParams): CarriersQuery {
  const told = (name: string) => search.get(name) ?? undefined;
  return querySchema.parse({
    tab: told("tab"),
    q: told("q"),
    page: told("page"),
    carrier: told("carrier") ?? null,
  });
}

export const isLastPage = (page: number) => page >= mostPages;
