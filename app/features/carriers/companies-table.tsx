import { IndexTable, useBreakpoints } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CompaniesView } from "./carriers-view.ts";
import { companyFigures } from "./company-figures.ts";
import { CompanyCells, CondensedCompany } from "./company-row.tsx";
import type { Companies } from "./use-companies.ts";

type Props = { view: CompaniesView; companies: Companies };

export function CompaniesTable({ view, companies }: Props) {
  const { t } = useTranslation("carriers");
  const { smDown } = useBreakpoints({ defaults: { smDown: view.isPhone } });
  const { rows, hasNext, query } = view;
  const Row = smDown ? CondensedCompany : CompanyCells;
  return (
    <IndexTable
      resourceName={{
        singular: t("resource.singular"),
        plural: t("resource.plural"),
      }}
      headings={[
        { title: t("column.company") },
        { title: t("column.carrier") },
        ...companyFigures.map((name) => ({
          title: t(`column.${name}`),
          alignment: "end" as const,
        })),
      ]}
      itemCount={rows.length}
      selectable={false}
      condensed={smDown}
      pagination={
        query.page === 1 && !hasNext
          ? undefined
          : {
              hasPrevious: query.page > 1,
              hasNext,
              onPrevious: () => companies.open({ page: query.page - 1 }),
              onNext: () => companies.open({ page: query.page + 1 }),
              accessibilityLabels: {
                previous: t("page.previous"),
                next: t("page.next"),
              },
              accessibilityLabel: t("page.label"),
            }
      }
    >
      {rows.map((row, position) => (
        <IndexTable.Row key={row.key} id={row.key} position={position}>
          <Row row={row} />
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}
