import { useNavigate, useNavigation } from "@remix-run/react";
import { useAppBridge } from "@shopify/app-bridge-react";
import { useEffect } from "react";
import type { ListView } from "./list-page-view.ts";
import {
  emptyQuery,
  isNarrowed,
  listPath,
  listUrl,
  writeListQuery,
  type ListQuery,
} from "./list-query.ts";

export type List = ReturnType<typeof useList>;

/** What the list shows is in its address: whatever is chosen opens another one. */
export function useList(view: ListView) {
  const { query, savedViews } = view;
  const navigate = useNavigate();
  const { state, location } = useNavigation();
  const isLoading = state === "loading" && location.pathname === listPath;
  useAdminLoading(isLoading);
  const open = (
    next: ListQuery,
    options: { cursor?: string; replace?: boolean } = {},
  ) => {
    const { cursor, replace } = options;
    void navigate(listUrl(next, cursor), {
      replace,
      preventScrollReset: !cursor,
    });
  };
  const saved = savedViews.find(({ id }) => id === query.saved);
  const isAsSaved =
    saved !== undefined &&
    writeListQuery({ ...query, saved: null }) === saved.query;
  return {
    isLoading,
    /** The merchant's own view whose tab is chosen. */
    saved,
    isAsSaved,
    isNarrowed: isNarrowed(query),
    open,
    change: (
      changes: Partial<ListQuery>,
      options: { replace?: boolean } = {},
    ) => open({ ...query, ...changes }, options),
    /** The tab as it was before anything was chosen. */
    reset: () =>
      saved
        ? void navigate(savedViewUrl(saved), { preventScrollReset: true })
        : open({ ...emptyQuery, view: query.view, sort: query.sort }),
  };
}

export const savedViewUrl = ({ id, query }: { id: string; query: string }) =>
  `${listPath}?${new URLSearchParams([...new URLSearchParams(query), ["saved", id]]).toString()}`;

/** The bar on top of the Shopify admin. */
function useAdminLoading(isLoading: boolean) {
  const shopify = useAppBridge();
  useEffect(() => {
    if (!isLoading) return;
    shopify.loading(true);
    return () => shopify.loading(false);
  }, [isLoading, shopify]);
}
