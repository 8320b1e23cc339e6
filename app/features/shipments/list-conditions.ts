import { addDays, shopDayOf, startOfShopDay } from "#app/domain/shop-day.ts";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import { shippedPeriods, type ListQuery, type ListSort } from "./list-query.ts";
import {
  keptStatesOf,
  listViews,
  registrationFilterOf,
  type KeptState,
} from "./list-views.ts";
import { searchTermsOf, type SearchTerms } from "./search-terms.ts";

/** What a list holds, in the words of its rows. Null: whatever it is. */
export type ListConditions = {
  shopId: string;
  archived: boolean;
  needsAttention: boolean;
  states: readonly KeptState[] | null;
  carriers: readonly string[] | null;
  countries: readonly string[] | null;
  shippedFrom: Date | null;
  /** The first moment that is too late. */
  shippedBefore: Date | null;
  search: SearchTerms | null;
  sort: ListSort;
};

const allStates = keptStatesOf(shipmentStatuses);

export function conditionsOf(
  query: ListQuery,
  shop: { id: string; timeZone: string },
  now: Date,
): ListConditions {
  const { archived, needsAttention } = listViews[query.view];
  return {
    shopId: shop.id,
    archived,
    needsAttention,
    states: statesOf(query),
    carriers: orAll(query.carrier),
    countries: orAll(query.country),
    ...shippedOf(query, shop.timeZone, now),
    search: searchTermsOf(query.q),
    sort: query.sort,
  };
}

const orAll = (values: string[]) => (values.length > 0 ? values : null);

// Three filters speak of one column: what all of them let through.
function statesOf({ view, status, registration }: ListQuery) {
  const { states } = listViews[view];
  if (!states && status.length === 0 && registration.length === 0) return null;
  const statuses: readonly string[] = status;
  return (states ?? allStates).filter(
    (state) =>
      (status.length === 0 || statuses.includes(state)) &&
      (registration.length === 0 ||
        registration.includes(registrationFilterOf(state))),
  );
}

const daysOf: Record<(typeof shippedPeriods)[number], number> = {
  today: 1,
  "7d": 7,
  "30d": 30,
  "90d": 90,
};

function shippedOf({ from, to }: ListQuery, timeZone: string, now: Date) {
  const period = shippedPeriods.find((one) => one === from);
  const firstDay = period
    ? addDays(shopDayOf(now, timeZone), 1 - daysOf[period])
    : from;
  return {
    shippedFrom: firstDay ? startOfShopDay(firstDay, timeZone) : null,
    shippedBefore: to ? startOfShopDay(addDays(to, 1), timeZone) : null,
  };
}
