import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { shipmentStatuses } from "#app/domain/shipment-status.ts";
import { ChoiceFilter, type Choice } from "./choice-filter.tsx";
import type { ListView } from "./list-page-view.ts";
import type { ListQuery } from "./list-query.ts";
import { registrationFilters } from "./list-views.ts";
import { ShippedFilter } from "./shipped-filter.tsx";
import type { List } from "./use-list.ts";

type Lists = Pick<ListQuery, "status" | "carrier" | "country" | "registration">;

/** What the list can be narrowed down by. */
export function useFilterChoices({
  view,
  list,
}: {
  view: ListView;
  list: List;
}) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const { query } = view;
  const choices: Record<keyof Lists, Choice[]> = {
    status: shipmentStatuses.map((value) => ({
      value,
      label: t(`state.${value}`),
    })),
    carrier: view.carriers.map(({ id, name }) => ({ value: id, label: name })),
    country: view.countries.map((value) => ({
      value,
      label: formats.country(value),
    })),
    registration: registrationFilters.map((value) => ({
      value,
      label: t(`list.registration.${value}`),
    })),
  };
  const byName = (one: Choice, other: Choice) =>
    formats.compare(one.label, other.label);
  // What is chosen stays in sight when no parcel has it any more.
  const complete = (key: keyof Lists) => {
    const known = choices[key];
    const missing = query[key].filter(
      (value) => !known.some((one) => one.value === value),
    );
    const all = [
      ...known,
      ...missing.map((value) => ({ value, label: value })),
    ];
    return key === "carrier" || key === "country" ? all.toSorted(byName) : all;
  };
  const filterOf = (key: keyof Lists) => ({
    key,
    label: t(`list.filter.${key}`),
    pinned: true,
    filter: (
      <ChoiceFilter
        title={t(`list.filter.${key}`)}
        choices={complete(key)}
        selected={query[key]}
        onChange={(values) => list.change({ [key]: values })}
      />
    ),
  });
  return [
    filterOf("status"),
    filterOf("carrier"),
    filterOf("country"),
    {
      key: "shipped",
      label: t("list.filter.shipped"),
      pinned: true,
      filter: <ShippedFilter query={query} list={list} />,
    },
    filterOf("registration"),
  ];
}
