import { BlockStack, IndexTable, Link, Text } from "@shopify/polaris";
import { memo, type MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { useMoment } from "#app/components/use-moment.ts";
import { AttentionNote } from "./attention-note.tsx";
import type { ListRow, ListView } from "./list-page-view.ts";
import { StatusBadge } from "./status-badge.tsx";
import { useWallClock } from "./use-wall-clock.ts";

export const columns = [
  "order",
  "number",
  "carrier",
  "country",
  "status",
  "lastEvent",
  "shipped",
] as const;

export type RowProps = { row: ListRow; view: ListView };

export function OrderLink({ row }: Pick<RowProps, "row">) {
  return (
    <Link
      url={`/app/shipments/${row.id}`}
      dataPrimaryLink
      monochrome
      removeUnderline
    >
      <Text as="span" fontWeight="semibold">
        <bdi className="three-lines" title={row.orderName}>
          {row.orderName}
        </bdi>
      </Text>
    </Link>
  );
}

/** Drawn again only when the list was read again. */
export const WideRow = memo(function WideRow({ row, view }: RowProps) {
  const { t } = useTranslation("shipments");
  const formats = useFormats();
  const moment = useMoment(view.timeZone);
  const none = t("none");
  return (
    <>
      <IndexTable.Cell>
        <OrderLink row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        {/* So that it can be marked and copied: a click elsewhere opens the parcel. */}
        <bdi className="any-width" onClick={stay}>
          {row.number || none}
        </bdi>
      </IndexTable.Cell>
      <IndexTable.Cell>{row.carrier ?? none}</IndexTable.Cell>
      <IndexTable.Cell>
        {row.country ? formats.country(row.country) : none}
      </IndexTable.Cell>
      <IndexTable.Cell>
        <BlockStack gap="100" inlineAlign="start">
          <StatusBadge state={row.state} />
          <AttentionNote row={row} view={view} />
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <LastEvent row={row} none={none} />
      </IndexTable.Cell>
      <IndexTable.Cell>{moment(row.shippedAt)}</IndexTable.Cell>
    </>
  );
});

const stay = (event: MouseEvent) => event.stopPropagation();

/** When and what the carrier wrote last: two lines, however much it is, so that rows keep their height. */
function LastEvent({
  row: { lastEvent },
  none,
}: Pick<RowProps, "row"> & { none: string }) {
  const wallClock = useWallClock();
  if (!lastEvent) return <span className="two-lines">{none}</span>;
  return (
    <span className="two-lines">
      {wallClock.both(lastEvent.time)}
      <Text as="span" tone="subdued">
        <span className="one-line" dir="auto" title={lastEvent.text}>
          {lastEvent.text}
        </span>
      </Text>
    </span>
  );
}
