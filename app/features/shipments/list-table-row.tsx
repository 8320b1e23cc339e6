import { IndexTable } from "@shopify/polaris";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { CondensedRow } from "./condensed-row.tsx";
import { WideRow, type RowProps } from "./list-row.tsx";

type Props = RowProps & {
  position: number;
  isSelected: boolean;
  isCondensed: boolean;
};

// A row that is chosen draws none of the others again.
export const ListTableRow = memo(function ListTableRow(props: Props) {
  const { t } = useTranslation("shipments");
  const { row, view, position, isSelected, isCondensed } = props;
  const Row = isCondensed ? CondensedRow : WideRow;
  return (
    <IndexTable.Row
      id={row.id}
      position={position}
      selected={isSelected}
      accessibilityLabel={t("list.bulk.select", { order: row.orderName })}
    >
      <Row row={row} view={view} />
    </IndexTable.Row>
  );
});
