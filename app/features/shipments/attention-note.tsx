import { Link, Text } from "@shopify/polaris";
import type { MouseEvent } from "react";
import { useTranslation } from "react-i18next";
import type { ListRow, ListView } from "./list-page-view.ts";
import type { AttentionReason } from "./list-views.ts";

type RowProps = { row: ListRow; view: ListView };

/** Why a parcel is among those that need attention, and where it is mended. */
export function AttentionNote({ row, view }: RowProps) {
  const { attention } = row;
  if (view.query.view !== "needs_attention" || !attention) return null;
  return <Note {...{ row, view, attention }} />;
}

type NoteProps = RowProps & { attention: AttentionReason };

function Note({ row, view, attention }: NoteProps) {
  const { t } = useTranslation("shipments");
  return (
    <Text as="span" variant="bodySm" tone="subdued">
      {t(`list.attention.${attention}`, { count: view.stalledDays })}{" "}
      <Link url={placeOf(attention, row)} onClick={stay}>
        {t(`list.step.${stepOf(attention)}`)}
      </Link>
    </Text>
  );
}

// The row would open its parcel as well.
const stay = (event?: MouseEvent) => event?.stopPropagation();

type Step = "choose" | "registration" | "account" | "events";

function stepOf(reason: AttentionReason): Step {
  switch (reason) {
    case "needs_carrier":
    case "silent":
      return "choose";
    case "failed":
      return "registration";
    case "over_quota":
    case "waiting_for_account":
      return "account";
    case "exception":
    case "attempt_failed":
    case "returning":
    case "expired":
    case "stalled":
      return "events";
  }
}

const placeOf = (reason: AttentionReason, { id }: ListRow) =>
  stepOf(reason) === "account" ? "/app/settings" : `/app/shipments/${id}`;
