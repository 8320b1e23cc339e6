import { IndexTable } from "@shopify/polaris";
import { memo, type ChangeEvent, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { CondensedRow } from "./condensed-row.tsx";
import { WideRow, type RowProps } from "./list-row.tsx";
import type { Selection } from "./use-selection.ts";

type Props = RowProps & {
  position: number;
  isSelected: boolean;
  isCondensed: boolean;
  toggle: Selection["toggle"];
  isSelecting: Selection["isSelecting"];
};

// A row that is chosen draws none of the others again.
export const ListTableRow = memo(function ListTableRow(props: Props) {
  const { row, view, position } = props;
  if (!props.isCondensed) return <PickableRow {...props} />;
  return (
    <IndexTable.Row id={row.id} position={position}>
      <CondensedRow row={row} view={view} />
    </IndexTable.Row>
  );
});

/** Lighter than Polaris' row with its box: fifty of those would make everything on the page slow to answer. */
function PickableRow(props: Props) {
  const { t } = useTranslation("shipments");
  const { row, view, position, isSelected, toggle, isSelecting } = props;
  const pick = (isOn: boolean, isRange: boolean) =>
    toggle({ id: row.id, position, isOn, isRange });
  return (
    <tr
      className="parcel"
      data-selected={isSelected}
      onClick={(event) => {
        if (event.target instanceof Element && isControl(event.target)) return;
        if (isSelecting()) pick(!isSelected, event.shiftKey);
        else openParcel(event);
      }}
    >
      <IndexTable.Cell className="parcel-box">
        <label>
          <input
            type="checkbox"
            aria-label={t("list.bulk.select", { order: row.orderName })}
            checked={isSelected}
            onChange={(event) => pick(event.target.checked, isShifted(event))}
          />
        </label>
      </IndexTable.Cell>
      <WideRow row={row} view={view} />
    </tr>
  );
}

const isControl = (element: Element) =>
  element.closest("a, button, label") !== null;

const isShifted = ({ nativeEvent }: ChangeEvent) =>
  nativeEvent instanceof globalThis.MouseEvent && nativeEvent.shiftKey;

/** A click anywhere in the row is one on its link. */
function openParcel({ currentTarget, ctrlKey, metaKey }: MouseEvent) {
  const link = currentTarget.querySelector("a");
  if (!link) return;
  if (ctrlKey || metaKey) window.open(link.href, "_blank");
  else link.click();
}
