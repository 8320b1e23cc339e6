import {
  BlockStack,
  Box,
  Button,
  IndexTable,
  Text,
  useBreakpoints,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import { writeListQuery } from "./list-query.ts";
import { columns } from "./list-row.tsx";
import { ListTableRow } from "./list-table-row.tsx";
import type { ListView } from "./list-page-view.ts";
import type { Bulk } from "./use-bulk.ts";
import { useBulkActions } from "./use-bulk-actions.ts";
import { useDrawnRows } from "./use-drawn-rows.ts";
import type { List } from "./use-list.ts";
import { useSelectAll } from "./use-select-all.ts";
import { useSelection } from "./use-selection.ts";

type Props = { view: ListView; list: List };

export function ListTable({ view, list, bulk }: Props & { bulk: Bulk }) {
  const { t } = useTranslation("shipments");
  const { smDown } = useBreakpoints({ defaults: { smDown: view.isPhone } });
  const { rows, newer, older, query } = view;
  const drawn = useDrawnRows(rows);
  const listKey = writeListQuery(query);
  const selection = useSelection(rows, bulk.times);
  const { ids, isAll } = selection;
  const actions = useBulkActions(view, bulk, selection);
  const selectAll = useSelectAll(view, selection);
  const turn = (cursor: string | null) =>
    cursor !== null && list.open(query, { cursor });
  const [first, ...rest] = columns.map((name) => ({
    id: `column-${name}`,
    title: t(`list.column.${name}`),
  }));
  if (!first) return null;
  return (
    <>
      <IndexTable
        resourceName={{
          singular: t("resource.singular"),
          plural: t("resource.plural"),
        }}
        headings={[first, ...rest]}
        itemCount={rows.length}
        // Polaris draws no bulk actions on a phone.
        selectable={!smDown}
        selectedItemsCount={isAll ? "All" : ids.length}
        onSelectionChange={selection.change}
        promotedBulkActions={actions}
        {...selectAll}
        condensed={smDown}
        pagination={
          newer === null && older === null
            ? undefined
            : {
                hasPrevious: newer !== null,
                hasNext: older !== null,
                onPrevious: () => turn(newer),
                onNext: () => turn(older),
                accessibilityLabels: {
                  previous: t("list.page.newer"),
                  next: t("list.page.older"),
                },
                accessibilityLabel: t("pagination.label"),
              }
        }
      >
        {drawn.map((row, position) => (
          // In another list it is another row: one that moved there would be seen to jump.
          <ListTableRow
            key={`${listKey} ${row.id}`}
            {...{ row, position, view }}
            isSelected={isAll || ids.includes(row.id)}
            isCondensed={smDown}
            toggle={selection.toggle}
            isSelecting={selection.isSelecting}
          />
        ))}
      </IndexTable>
      <LookedUpTo view={view} list={list} />
    </>
  );
}

/** The page ends before it is full: where, and how to go on. */
function LookedUpTo({ view, list }: Props) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(view.timeZone);
  const { lookedUpTo, older, query } = view;
  if (!lookedUpTo || older === null) return null;
  return (
    <Box padding="400">
      <BlockStack gap="200" inlineAlign="center">
        <Text as="p" tone="subdued" alignment="center">
          {t("list.nothing.soFar", { time: moment(lookedUpTo) })}
        </Text>
        <Button onClick={() => list.open(query, { cursor: older })}>
          {t("list.nothing.further")}
        </Button>
      </BlockStack>
    </Box>
  );
}
