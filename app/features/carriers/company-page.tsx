import "./carriers.css";
import { BlockStack, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useRefresh } from "#app/components/use-refresh.ts";
import { carriersPath } from "./carriers-query.ts";
import type { CompanyView } from "./carriers-view.ts";
import { FiguresCard } from "./figures-card.tsx";
import { MappingCard } from "./mapping-card.tsx";
import { MappingForm } from "./mapping-form.tsx";
import { MappingSaveBar } from "./mapping-save-bar.tsx";
import { useMapping } from "./use-mapping.ts";

/** One company name: whom its parcels are tracked with, and the way to say otherwise. */
export function CompanyPage({ view }: { view: CompanyView }) {
  const { t } = useTranslation("carriers");
  const mapping = useMapping(view);
  useRefresh(view.isApplying ? 2_000 : 10_000);
  return (
    <Page
      title={view.company.name ?? t("noName")}
      backAction={{ content: t("title"), url: carriersPath }}
    >
      <MappingSaveBar mapping={mapping} />
      <BlockStack gap="400">
        <MappingCard view={view} mapping={mapping} />
        <MappingForm view={view} mapping={mapping} />
        <FiguresCard figures={view.company} />
      </BlockStack>
    </Page>
  );
}
