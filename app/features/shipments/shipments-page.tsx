import "./list.css";
import { useNavigate } from "@remix-run/react";
import { BlockStack, Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { PageTitle } from "#app/components/page-title.tsx";
import { refreshEvery, useRefresh } from "#app/components/use-refresh.ts";
import { BulkProgress } from "./bulk-progress.tsx";
import { BulkQuestion } from "./bulk-question.tsx";
import { EmptyList } from "./empty-list.tsx";
import { ExportProgress } from "./export-progress.tsx";
import { ListFilters } from "./list-filters.tsx";
import type { ListView } from "./list-page-view.ts";
import { ListTable } from "./list-table.tsx";
import { NothingFound } from "./nothing-found.tsx";
import { useBulk } from "./use-bulk.ts";
import { useList } from "./use-list.ts";
import { useListExport } from "./use-list-export.ts";

export function ShipmentsPage({ view }: { view: ListView }) {
  const { t } = useTranslation("shipments");
  const navigate = useNavigate();
  const list = useList(view);
  const file = useListExport(view.query);
  const bulk = useBulk();
  const isChanging = view.bulk?.state === "running";
  const every = refreshEvery(view.moving || !view.hasParcels);
  useRefresh(isChanging ? 2_000 : every);
  return (
    <Page fullWidth={view.hasParcels}>
      <PageTitle title={t("title")}>
        {view.hasParcels && (
          <button onClick={() => navigate("/app/shipments/import")}>
            {t("list.importNumbers")}
          </button>
        )}
        {view.rows.length > 0 && (
          <button disabled={file.rows !== undefined} onClick={file.start}>
            {t("list.export.button")}
          </button>
        )}
      </PageTitle>
      {view.hasParcels ? (
        <Card padding="0">
          <BlockStack>
            <ListFilters view={view} list={list} />
            <ExportProgress file={file} />
            <BulkProgress progress={view.bulk} bulk={bulk} />
            <BulkQuestion bulk={bulk} />
            <div className="parcels" aria-busy={list.isLoading}>
              {view.rows.length === 0 ? (
                <NothingFound view={view} list={list} />
              ) : (
                <ListTable view={view} list={list} bulk={bulk} />
              )}
            </div>
          </BlockStack>
        </Card>
      ) : (
        <EmptyList automaticRegistration={view.automaticRegistration} />
      )}
    </Page>
  );
}
