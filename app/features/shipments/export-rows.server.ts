import type { i18n } from "i18next";
import { createFormats } from "#app/components/formats.ts";
import type { Database } from "#app/db.server.ts";
import type { ListRow } from "./list-page-view.ts";

const columns = [
  "order",
  "number",
  "carrier",
  "company",
  "status",
  "country",
  "shipped",
  "lastEvent",
  "lastEventText",
  "delivered",
  "attention",
  "archived",
] as const;

/** What the list does not show. */
type Details = {
  id: string;
  company: string | null;
  deliveredAt: Date | null;
  archivedAt: Date | null;
};

export function readDetails(
  db: Pick<Database, "$queryRaw">,
  shopId: string,
  ids: string[],
): Promise<Details[]> {
  return db.$queryRaw<Details[]>`
    SELECT shipment.id, CASE WHEN imported_company IS NULL THEN tracking_company ELSE NULLIF(imported_company, '') END AS company, delivered_at AS "deliveredAt", archived_at AS "archivedAt"
    FROM shipment JOIN fulfillment ON fulfillment.id = shipment.fulfillment_id
    WHERE shipment.shop_id = ${shopId}::uuid AND shipment.id = ANY (${ids}::uuid[])`;
}

export type ExportWriter = ReturnType<typeof createExportWriter>;

/** Writes the file's cells in a merchant's language; moments are the shop's, "2026-11-23 10:00". */
export function createExportWriter(
  texts: i18n,
  shop: { timeZone: string; stalledDays: number },
) {
  const t = texts.getFixedT(null, "shipments");
  const formats = createFormats(texts.language);
  const moments = new Intl.DateTimeFormat("sv-SE", {
    timeZone: shop.timeZone,
    dateStyle: "short",
    timeStyle: "short",
  });
  const moment = (at: Date | null | undefined) =>
    at ? moments.format(at) : "";
  const stateOf = ({ state: { key, reason } }: ListRow) =>
    key === "ended" && reason
      ? t("endedBecause", {
          label: t(`state.${key}`),
          reason: t([`endReason.${reason}`, "endReason.other"]),
        })
      : t(`state.${key}`);
  return {
    headings: columns.map((name) =>
      t(`list.export.column.${name}`, { timeZone: shop.timeZone }),
    ),
    cells: (row: ListRow, details: Details | undefined): string[] =>
      [
        row.orderName,
        row.number,
        row.carrier ?? "",
        details?.company ?? "",
        stateOf(row),
        row.country ? formats.country(row.country) : "",
        moment(new Date(row.shippedAt)),
        row.lastEvent?.time ?? "",
        row.lastEvent?.text ?? "",
        moment(details?.deliveredAt),
        row.attention
          ? t(`list.attention.${row.attention}`, { count: shop.stalledDays })
          : "",
        moment(details?.archivedAt),
      ].map(onOneLine),
  };
}

// So that a line of the file is a parcel.
const onOneLine = (text: string) => text.replace(/\s+/g, " ").trim();
