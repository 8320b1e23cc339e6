import { useNavigate } from "@remix-run/react";
import {
  IndexFilters,
  IndexFiltersMode,
  useSetIndexFiltersMode,
} from "@shopify/polaris";
import { startTransition, useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { ListView } from "./list-page-view.ts";
import { emptyQuery, type ListSort } from "./list-query.ts";
import { listViewNames, type ListViewName } from "./list-views.ts";
import { SavedViewForm } from "./saved-view-form.tsx";
import { useAppliedFilters } from "./use-applied-filters.ts";
import { useFilterChoices } from "./use-filter-choices.tsx";
import { savedViewUrl, type List } from "./use-list.ts";
import { plainSearch } from "./search-terms.ts";
import { useListSearch } from "./use-list-search.ts";
import { useSavedViews } from "./use-saved-views.ts";
import { useTabStrip } from "./use-tab-strip.ts";

type Props = { view: ListView; list: List };

/** Views as tabs, search, filters and order. What narrows a tab down is always in sight. */
export function ListFilters({ view, list }: Props) {
  const { t } = useTranslation("shipments");
  const { query } = view;
  const isChanged = list.isNarrowed && !list.isAsSaved;
  const { mode, setMode } = useSetIndexFiltersMode(
    isChanged ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  );
  const search = useListSearch(plainSearch(query.q), list);
  const { tabs, selected, select } = useTabs({
    view,
    list,
    onEdit: () => views.open("edit"),
  });
  const views = useSavedViews(
    view,
    useCallback(() => setMode(IndexFiltersMode.Default), [setMode]),
  );
  const strip = useTabStrip();
  const shown = isChanged ? IndexFiltersMode.Filtering : mode;
  return (
    <div ref={strip} className="list-filters" data-mode={shown}>
      <IndexFilters
        tabs={tabs}
        selected={selected}
        onSelect={select}
        canCreateNewView={false}
        mode={shown}
        // The button answers at once; the filters follow when they are drawn.
        setMode={(next) => startTransition(() => setMode(next))}
        cancelAction={{ onAction: list.reset }}
        primaryAction={{
          type: "save",
          disabled: !isChanged,
          // Opens a form: what is filtered stays in sight.
          onAction: async () => {
            views.open("new");
            return false;
          },
        }}
        queryValue={search.typed}
        queryPlaceholder={t("list.search")}
        onQueryChange={search.change}
        onQueryClear={search.clear}
        filters={useFilterChoices({ view, list })}
        appliedFilters={useAppliedFilters({ view, list })}
        onClearAll={() =>
          list.open({ ...emptyQuery, view: query.view, sort: query.sort })
        }
        sortOptions={useSortOptions()}
        sortSelected={[query.sort.replace("_", " ")]}
        onSort={([chosen = ""]) =>
          list.change({ sort: chosen.replace(" ", "_") as ListSort })
        }
        filteringAccessibilityLabel={t("list.openFilters")}
        filteringAccessibilityTooltip={t("list.openFilters")}
        // A single letter is no shortcut for those who type by voice.
        disableKeyboardShortcuts
      />
      <SavedViewForm views={views} saved={list.saved} />
    </div>
  );
}

function useTabs({ view, list, onEdit }: Props & { onEdit: () => void }) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const navigate = useNavigate();
  const { query, counts, savedViews } = view;
  // In the name: as a badge, Polaris would leave no place for it.
  const nameOf = (name: ListViewName) => {
    const view = t(`list.view.${name}`);
    if (name !== "exceptions" && name !== "needs_attention") return view;
    const counted = counts[name];
    return counted.count > 0
      ? t("list.counted", { view, number: formats.count(counted) })
      : view;
  };
  const ours = listViewNames.map((name) => ({
    id: `view-${name}`,
    content: nameOf(name),
    isLocked: true,
  }));
  const own = savedViews.map(({ id, name }) => ({
    id: `view-${id}`,
    content: name,
    actions: [
      {
        type: "edit" as const,
        content: t("list.views.edit"),
        onAction: onEdit,
      },
    ],
  }));
  const selected = list.saved
    ? listViewNames.length + savedViews.indexOf(list.saved)
    : listViewNames.indexOf(query.view);
  const select = (index: number) => {
    const name = listViewNames[index];
    const saved = savedViews[index - listViewNames.length];
    if (name) list.open({ ...emptyQuery, view: name, sort: query.sort });
    else if (saved) void navigate(savedViewUrl(saved));
  };
  return { tabs: [...ours, ...own], selected, select };
}

function useSortOptions() {
  const { t } = useTranslation("shipments");
  return (["shipped", "updated"] as const).flatMap((key) =>
    (["desc", "asc"] as const).map((direction) => ({
      label: t(`list.sort.${key}`),
      value: `${key} ${direction}` as const,
      directionLabel: t(`list.sort.${direction}`),
    })),
  );
}
