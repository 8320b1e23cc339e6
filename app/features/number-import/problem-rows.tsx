import { BlockStack, Box, Button, Card, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { saveFile } from "#app/components/save-file.ts";
import { useFormats } from "#app/components/use-formats.ts";
import { writeCsv } from "#app/components/write-csv.ts";
import type { Problem } from "./problems-of.ts";

const mostShown = 50;
const columns = ["order", "number", "company", "reason"] as const;

/** The rows that bring no parcel, each with what is to be done; all of them as a file. */
export function ProblemRows({ problems }: { problems: Problem[] }) {
  const { t } = useTranslation("number-import");
  const reasonOf = ({ reason }: Problem) => t(`problem.${reason}`);
  const save = () => {
    const rows = problems.map((problem) => {
      const { order, number, company } = problem.row;
      return [order, number, company, reasonOf(problem)];
    });
    const headings = columns.map((name) => t(`column.${name}`));
    saveFile(
      new Blob([writeCsv(headings, rows)], { type: "text/csv" }),
      t("problems.file"),
    );
  };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t("problems.heading", { count: problems.length })}
        </Text>
        <BlockStack as="ul" gap="300">
          {problems.slice(0, mostShown).map((problem) => (
            <li key={problem.row.line}>
              <ProblemRow problem={problem} reason={reasonOf(problem)} />
            </li>
          ))}
        </BlockStack>
        {problems.length > mostShown && (
          <Text as="p" tone="subdued">
            {t("problems.more", { count: problems.length - mostShown })}
          </Text>
        )}
        <Box>
          <Button onClick={save}>{t("problems.save")}</Button>
        </Box>
      </BlockStack>
    </Card>
  );
}

type RowProps = { problem: Problem; reason: string };

function ProblemRow({ problem: { row }, reason }: RowProps) {
  const { t } = useTranslation("number-import");
  const { number } = useFormats();
  return (
    <>
      <Text as="p" fontWeight="medium" breakWord>
        {t("problems.line", { line: number(row.line) })}
        {[row.order, row.number].filter(Boolean).map((text) => (
          <Fragment key={text}>
            {" · "}
            <bdi className="any-width">{text}</bdi>
          </Fragment>
        ))}
      </Text>
      <Text as="p" tone="subdued">
        {reason}
      </Text>
    </>
  );
}
