import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { ListView } from "./list-page-view.ts";
import { shippedPeriods } from "./list-query.ts";
import type { List } from "./use-list.ts";

const mostNamed = 2;

/** The filters that are set, as pills that say what is chosen. */
export function useAppliedFilters({
  view,
  list,
}: {
  view: ListView;
  list: List;
}) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const { query, carriers } = view;
  const lists = {
    status: query.status.map((one) => t(`state.${one}`)),
    registration: query.registration.map((one) =>
      t(`list.registration.${one}`),
    ),
    carrier: query.carrier.map(
      (id) => carriers.find((carrier) => carrier.id === id)?.name ?? id,
    ),
    country: query.country.map(formats.country),
  };
  const named = Object.entries(lists)
    .filter(([, values]) => values.length > 0)
    .map(([key, values]) => ({
      key,
      label: t("list.applied", {
        filter: t(`list.filter.${key}`),
        values:
          values.length > mostNamed
            ? t("list.severalChosen", { count: values.length })
            : formats.list(values),
      }),
      onRemove: () => list.change({ [key]: [] }),
    }));
  const dates = useShipped(view);
  if (dates === undefined) return named;
  const label = t("list.applied", {
    filter: t("list.filter.shipped"),
    values: dates,
  });
  const onRemove = () => list.change({ from: null, to: null });
  return [...named, { key: "shipped", label, onRemove }];
}

function useShipped({ query }: ListView) {
  const { t } = useTranslation("shipments");
  const { day } = useFormats();
  const { from, to } = query;
  const period = shippedPeriods.find((one) => one === from);
  if (period) return t(`list.period.${period}`);
  if (from && to)
    return from === to
      ? day(from)
      : t("list.shipped.between", { from: day(from), to: day(to) });
  if (from) return t("list.shipped.since", { from: day(from) });
  return to ? t("list.shipped.until", { to: day(to) }) : undefined;
}
