import { BlockStack, Box, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import { AttentionNote } from "./attention-note.tsx";
import { OrderLink, type RowProps } from "./list-row.tsx";
import { StatusBadge } from "./status-badge.tsx";
import { useWallClock } from "./use-wall-clock.ts";

/** A parcel on a phone. */
export function CondensedRow({ row, view }: RowProps) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(view.timeZone);
  const wallClock = useWallClock();
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <OrderLink row={row} />
          <StatusBadge state={row.state} />
        </InlineStack>
        <AttentionNote row={row} view={view} />
        <Text as="span" tone="subdued">
          <bdi className="any-width">
            {[row.number, row.carrier].filter(Boolean).join(" · ") ||
              t("state.no_number")}
          </bdi>
        </Text>
        <Text as="span" tone="subdued" variant="bodySm">
          <span className="one-line" dir="auto">
            {row.lastEvent
              ? `${wallClock.both(row.lastEvent.time)} · ${row.lastEvent.text}`
              : t("shippedAt", { time: moment(row.shippedAt) })}
          </span>
        </Text>
      </BlockStack>
    </Box>
  );
}
