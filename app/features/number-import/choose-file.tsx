import { BlockStack, Box, Button, DropZone, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { saveFile } from "#app/components/save-file.ts";
import { useFormats } from "#app/components/use-formats.ts";
import { writeCsv } from "#app/components/write-csv.ts";
import { mostRows } from "./number-import-view.ts";
import type { NumberImportState } from "./use-number-import.ts";

type State = Extract<NumberImportState, { step: "choose" | "reading" }>;
type Props = { state: State; onChoose: (file: File) => void };

export function ChooseFile({ state, onChoose }: Props) {
  const { t } = useTranslation("number-import");
  const isReading = state.step === "reading";
  const refusal = state.step === "choose" ? state.refusal : undefined;
  return (
    <BlockStack gap="400">
      <BlockStack gap="200">
        <Text as="p">{t("choose.text")}</Text>
        <Text as="p">{t("choose.columns", { count: mostRows })}</Text>
        <Box>
          <Button variant="plain" onClick={() => saveTemplate(t)}>
            {t("choose.template")}
          </Button>
        </Box>
      </BlockStack>
      <DropZone
        label={t("choose.label")}
        labelHidden
        // By its name: systems disagree about the type of a CSV file.
        accept=".csv,.txt,.tsv"
        allowMultiple={false}
        disabled={isReading}
        error={refusal !== undefined}
        onDrop={([file]) => file && onChoose(file)}
      >
        <DropZone.FileUpload
          actionTitle={t(isReading ? "choose.reading" : "choose.button")}
          actionHint={t("choose.hint")}
        />
      </DropZone>
      <div role="alert">{refusal && <Refusal refusal={refusal} />}</div>
    </BlockStack>
  );
}

function Refusal({
  refusal,
}: {
  refusal: NonNullable<Extract<State, { step: "choose" }>["refusal"]>;
}) {
  const { t } = useTranslation("number-import");
  const { list } = useFormats();
  return (
    <Text as="p" tone="critical">
      {t(`refusal.${refusal.reason}`, {
        count: mostRows,
        ...("rows" in refusal && { rows: refusal.rows }),
        ...("missing" in refusal && {
          columns: list(refusal.missing.map((name) => t(`column.${name}`))),
        }),
      })}
    </Text>
  );
}

function saveTemplate(
  t: (
    key:
      | "column.order"
      | "column.number"
      | "column.company"
      | "choose.templateFile",
  ) => string,
) {
  const headings = [t("column.order"), t("column.number"), t("column.company")];
  const file = writeCsv(headings, [["#1001", "1Z999AA10123456784", "UPS"]]);
  saveFile(new Blob([file], { type: "text/csv" }), t("choose.templateFile"));
}
