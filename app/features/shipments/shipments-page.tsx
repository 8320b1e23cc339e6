import { useNavigate, useNavigation } from "@remix-run/react";
import { BlockStack, Box, Card, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { EmptyList, NothingFound } from "./empty-list.tsx";
import { ShipmentSearch } from "./shipment-search.tsx";
import { ShipmentTable } from "./shipment-table.tsx";
import type { ShipmentsPageView } from "./shipments-view.ts";
import { PageTitle } from "#app/components/page-title.tsx";
import { refreshEvery, useRefresh } from "#app/components/use-refresh.ts";

export function ShipmentsPage({ view }: { view: ShipmentsPageView }) {
  const { t } = useTranslation("shipments");
  const navigate = useNavigate();
  const navigation = useNavigation();
  const { search, rows } = view;
  const waitsForFirst = rows.length === 0 && search === "";
  useRefresh(refreshEvery(view.moving || waitsForFirst));
  const open = (query: Record<string, string>) =>
    navigate(`/app/shipments?${new URLSearchParams(query).toString()}`);
  return (
    <Page fullWidth={!waitsForFirst}>
      <PageTitle title={t("title")} />
      {waitsForFirst ? (
        <EmptyList automaticRegistration={view.automaticRegistration} />
      ) : (
        <Card padding="0">
          <BlockStack>
            <Box padding="300">
              <ShipmentSearch
                search={search}
                onSearch={(q) => open(q ? { q } : {})}
              />
            </Box>
            {rows.length === 0 ? (
              <NothingFound search={search} />
            ) : (
              <ShipmentTable
                list={view}
                timeZone={view.timeZone}
                loading={navigation.location?.pathname === "/app/shipments"}
                onTurn={(cursor) =>
                  open(search ? { q: search, cursor } : { cursor })
                }
              />
            )}
          </BlockStack>
        </Card>
      )}
    </Page>
  );
}
