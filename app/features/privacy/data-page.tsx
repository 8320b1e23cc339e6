import { BlockStack, Divider, Page } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AnnotatedSection } from "#app/components/annotated-section.tsx";
import { useRefresh } from "#app/components/use-refresh.ts";
import type { DataView } from "./data-view.ts";
import { DeleteCard } from "./delete-card.tsx";
import { ExportCard } from "./export-card.tsx";

/** All data of the shop: to take along, or to delete. */
export function DataPage({ view }: { view: DataView }) {
  const { t } = useTranslation("privacy");
  const isRunning = view.deletion !== null && view.deletion.endedAt === null;
  useRefresh(isRunning ? 2_000 : 30_000);
  return (
    <Page
      title={t("title")}
      backAction={{ content: t("settings"), url: "/app/settings" }}
    >
      <BlockStack gap="500">
        <AnnotatedSection
          title={t("export.heading")}
          description={t("export.description")}
        >
          <ExportCard shopName={view.shopName} />
        </AnnotatedSection>
        <Divider />
        <AnnotatedSection
          title={t("delete.heading")}
          description={t("delete.description")}
        >
          <DeleteCard view={view} />
        </AnnotatedSection>
      </BlockStack>
    </Page>
  );
}
