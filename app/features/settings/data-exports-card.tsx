import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { DataExportSummary } from "./settings-view.ts";
import { useExportDownload } from "./use-export-download.ts";
import { useMoment } from "#app/components/use-moment.ts";

type Props = { dataExports: DataExportSummary[]; timeZone: string };

export function DataExportsCard({ dataExports, timeZone }: Props) {
  return (
    <Card>
      <BlockStack gap="400">
        {dataExports.map((dataExport) => (
          <ExportRow
            key={dataExport.id}
            dataExport={dataExport}
            timeZone={timeZone}
          />
        ))}
      </BlockStack>
    </Card>
  );
}

type RowProps = { dataExport: DataExportSummary; timeZone: string };

function ExportRow({ dataExport, timeZone }: RowProps) {
  const { t } = useTranslation("settings");
  const moment = useMoment(timeZone);
  const { state, download } = useExportDownload(dataExport.id);
  const date = moment(dataExport.createdAt);
  return (
    <BlockStack gap="100">
      <InlineStack gap="300" align="space-between" blockAlign="center">
        <BlockStack>
          <Text as="p">{t("exports.received", { date })}</Text>
          <Text as="p" tone="subdued">
            {t("exports.available", { date: moment(dataExport.expiresAt) })}
          </Text>
        </BlockStack>
        <Button
          onClick={() => void download()}
          loading={state === "running"}
          accessibilityLabel={t("exports.downloadLabel", { date })}
        >
          {t("exports.download")}
        </Button>
      </InlineStack>
      <div role="alert">
        {state === "failed" && (
          <Text as="p" tone="critical">
            {t("exports.failed")}
          </Text>
        )}
      </div>
    </BlockStack>
  );
}
