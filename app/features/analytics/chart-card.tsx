import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "#app/components/save-file.ts";
import { chartRows } from "./analytics-view.ts";
import { ChartRows } from "./chart-rows.tsx";
import type { ChartTable } from "./chart-table.ts";
import { writeCsv } from "#app/components/write-csv.ts";

type Props = {
  title: string;
  /** The name of the file, without its ending. */
  file: string;
  table: ChartTable;
  /** Drawn rows are the first ones; a chart of days has them all. */
  isCut?: boolean;
  note?: ReactNode;
  children: ReactNode;
};

/** A chart with its table and its file. What is drawn is read out as the table. */
export function ChartCard(props: Props) {
  const { title, file, table, note, children } = props;
  const { t } = useTranslation("analytics");
  const [asTable, setAsTable] = useState(false);
  const isEmpty = table.rows.length === 0;
  const download = () =>
    saveFile(
      new Blob(
        [
          writeCsv(
            table.headings,
            table.rows.map(({ stored }) => stored),
          ),
        ],
        { type: "text/csv;charset=utf-8" },
      ),
      `${file}.csv`,
    );
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {!isEmpty && (
            <InlineStack gap="200">
              <Button
                variant="plain"
                onClick={() => setAsTable(!asTable)}
                accessibilityLabel={`${title}: ${t("chart.asTable")}`}
              >
                {t(asTable ? "chart.asChart" : "chart.asTable")}
              </Button>
              <Button
                variant="plain"
                onClick={download}
                accessibilityLabel={`${title}: ${t("chart.csv")}`}
              >
                {t("chart.csv")}
              </Button>
            </InlineStack>
          )}
        </InlineStack>
        {note}
        {isEmpty ? (
          <Text as="p" tone="subdued">
            {t("none")}
          </Text>
        ) : asTable ? (
          // Its own scrollbar on a phone, which the keyboard has to reach.
          <div
            className="scrolled"
            tabIndex={0}
            role="region"
            aria-label={title}
          >
            <ChartRows table={table} />
          </div>
        ) : (
          <>
            <div className="chart" aria-hidden="true">
              {children}
            </div>
            <div className="visually-hidden">
              <ChartRows table={table} />
            </div>
            {props.isCut && table.rows.length > chartRows && (
              <Text as="p" tone="subdued" variant="bodySm">
                {t("chart.top", { count: chartRows })}
              </Text>
            )}
          </>
        )}
      </BlockStack>
    </Card>
  );
}
