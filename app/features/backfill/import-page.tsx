import {
  BlockStack,
  Box,
  Card,
  Layout,
  List,
  Page,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ErrorPage } from "#app/components/error-page.tsx";
import type { ImportAnswer } from "./backfill-view.ts";
import { ImportHistory } from "./import-history.tsx";
import { ImportPanel } from "./import-panel.tsx";
import { useImport } from "./use-import.ts";

/** Parcels that were shipped before the app was installed. */
export function ImportPage({ loaded }: { loaded: ImportAnswer }) {
  const { t } = useTranslation("backfill");
  const { view, ...form } = useImport(loaded);
  if (!view) return <ErrorPage error={undefined} />;
  return (
    <Page title={t("title")} backAction={{ content: t("home"), url: "/app" }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Card>
              <ImportPanel view={view} form={form} />
            </Card>
            <ImportHistory earlier={view.earlier} timeZone={view.timeZone} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <GoodToKnow />
        </Layout.Section>
      </Layout>
      <Box paddingBlockEnd="400" />
    </Page>
  );
}

function GoodToKnow() {
  const { t } = useTranslation("backfill");
  const points = [
    "which",
    "cost",
    "order",
    "leave",
    "pause",
    "cancel",
  ] as const;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          {t("about.heading")}
        </Text>
        <List>
          {points.map((point) => (
            <List.Item key={point}>{t(`about.${point}`)}</List.Item>
          ))}
        </List>
      </BlockStack>
    </Card>
  );
}
