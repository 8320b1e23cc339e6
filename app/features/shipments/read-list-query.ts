import { z } from "zod";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import { carrierIdPattern } from "#app/domain/carrier-id-pattern.ts";
import { listSorts, shippedPeriods, type ListQuery } from "./list-query.ts";
import { listViewNames, registrationFilters } from "./list-views.ts";
import { longestSearch } from "./search-terms.ts";

// More than a person chooses; fewer than make a query slow.
const mostValues = 60;

/** Several values, each once and in an order of their own; what is none of them is left out. */
const several = <Value extends z.ZodType<string>>(value: Value) =>
  z.array(z.string()).transform((given) => {
    const texts = given.flatMap((one) => one.split(","));
    const found = texts.flatMap((text) => value.safeParse(text).data ?? []);
    return [...new Set(found)].toSorted().slice(0, mostValues);
  });

const first = <Value extends z.ZodType>(value: Value) =>
  z.array(z.string()).transform((given) => value.safeParse(given[0]).data);

const day = z.iso.date().refine((text) => /^(19|20)\d\d-/.test(text));
const period = z.enum(shippedPeriods);

const querySchema = z
  .object({
    view: first(z.enum(listViewNames)),
    saved: first(z.uuid()),
    status: several(z.enum(shipmentStatuses)),
    carrier: several(z.string().regex(carrierIdPattern)),
    country: several(z.string().regex(/^[A-Z]{2}$/)),
    registration: several(z.enum(registrationFilters)),
    from: first(z.union([period, day])),
    to: first(day),
    sort: first(z.enum(listSorts)),
    q: first(
      z
        .string()
        .transform((text) => text.trim().slice(0, longestSearch).trim()),
    ),
  })
  .transform(({ view, saved, from, to, sort, q, ...lists }): ListQuery => {
    const isPeriod = period.safeParse(from).success;
    const isBackwards = from !== undefined && to !== undefined && to < from;
    return {
      ...lists,
      view: view ?? "all",
      saved: saved ?? null,
      from: from ?? null,
      to: isPeriod || isBackwards ? null : (to ?? null),
      sort: sort ?? "shipped_desc",
      q: q ?? "",
    };
  });

/** What an address asks for. Nonsense in it is as if it were not there. */
export function readListQuery(params: URLSearchParams): ListQuery {
  const names = Object.keys(querySchema.in.shape);
  return querySchema.parse(
    Object.fromEntries(names.map((name) => [name, params.getAll(name)])),
  );
}
