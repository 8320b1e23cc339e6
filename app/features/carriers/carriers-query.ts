import { z } from "zod";

/** Where a company's carrier comes from, and those that a person should look at. */
export const companyFilters = [
  "all",
  "attention",
  "mapping",
  "builtin",
  "detection",
] as const;

const querySchema = z.object({
  q: z.string().trim().max(100).catch(""),
  by: z.enum(companyFilters).catch("all"),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});

export type CarriersQuery = z.infer<typeof querySchema>;

/** What the address of the page asks for; what makes no sense is left out. */
export const readCarriersQuery = (search: URLSearchParams): CarriersQuery =>
  querySchema.parse(Object.fromEntries(search));

export const carriersPath = "/app/carriers";

/** The address of a page of the list. */
export function carriersUrl({ q, by, page }: CarriersQuery): string {
  const search = new URLSearchParams({
    ...(q && { q }),
    ...(by !== "all" && { by }),
    ...(page > 1 && { page: String(page) }),
  }).toString();
  return search ? `${carriersPath}?${search}` : carriersPath;
}

export const companyUrl = (key: string) =>
  `${carriersPath}/companies/${encodeURIComponent(key)}`;
