import {
  BlockStack,
  Box,
  IndexTable,
  InlineStack,
  Link,
  Text,
  useBreakpoints,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import type { ShipmentList, ShipmentRow } from "./shipments-view.ts";
import { StatusBadge } from "./status-badge.tsx";
import { useWallClock } from "./use-wall-clock.ts";

type Props = {
  list: ShipmentList;
  timeZone: string;
  loading: boolean;
  onTurn: (cursor: string) => void;
};

const columns = [
  "order",
  "number",
  "carrier",
  "status",
  "lastEvent",
  "shipped",
];

export function ShipmentTable({ list, timeZone, loading, onTurn }: Props) {
  const { t } = useTranslation("shipments");
  const { smDown } = useBreakpoints();
  const { rows, newer, older } = list;
  const Row = smDown ? CondensedRow : WideRow;
  return (
    <IndexTable
      resourceName={{
        singular: t("resource.singular"),
        plural: t("resource.plural"),
      }}
      headings={[
        { title: t("column.order") },
        ...columns.slice(1).map((name) => ({ title: t(`column.${name}`) })),
      ]}
      itemCount={rows.length}
      selectable={false}
      condensed={smDown}
      loading={loading}
      pagination={
        newer === null && older === null
          ? undefined
          : {
              hasPrevious: newer !== null,
              hasNext: older !== null,
              onPrevious: () => newer && onTurn(newer),
              onNext: () => older && onTurn(older),
              accessibilityLabel: t("pagination.label"),
            }
      }
    >
      {rows.map((row, position) => (
        <IndexTable.Row id={row.id} key={row.id} position={position}>
          <Row row={row} timeZone={timeZone} />
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

type RowProps = { row: ShipmentRow; timeZone: string };

function OrderLink({ row }: { row: ShipmentRow }) {
  return (
    <Link
      url={`/app/shipments/${row.id}`}
      dataPrimaryLink
      monochrome
      removeUnderline
    >
      <Text as="span" fontWeight="semibold">
        {row.orderName}
      </Text>
    </Link>
  );
}

function WideRow({ row, timeZone }: RowProps) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(timeZone);
  const wallClock = useWallClock();
  const cells = [
    <OrderLink row={row} key="order" />,
    <span className="any-width" key="number">
      {row.number || t("none")}
    </span>,
    row.carrier ?? t("none"),
    <StatusBadge state={row.state} key="state" />,
    row.lastEventTime ? wallClock.both(row.lastEventTime) : t("none"),
    moment(row.shippedAt),
  ];
  return cells.map((cell, index) => (
    <IndexTable.Cell key={columns[index]}>{cell}</IndexTable.Cell>
  ));
}

function CondensedRow({ row, timeZone }: RowProps) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(timeZone);
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <OrderLink row={row} />
          <StatusBadge state={row.state} />
        </InlineStack>
        <Text as="span" tone="subdued">
          <span className="any-width">
            {[row.carrier, row.number].filter(Boolean).join(" · ") ||
              t("state.no_number")}
          </span>
        </Text>
        <Text as="span" tone="subdued" variant="bodySm">
          {t("shippedAt", { time: moment(row.shippedAt) })}
        </Text>
      </BlockStack>
    </Box>
  );
}
