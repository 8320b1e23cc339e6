import {
  BlockStack,
  Button,
  Card,
  InlineStack,
  Page,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { ChangeRow } from "./change-row.tsx";
import type { ChangesView } from "./changes-view.ts";

const path = "/app/settings/changes";

/** Who changed what of the shop's settings, account and data. */
export function ChangesPage({ view }: { view: ChangesView }) {
  const { t } = useTranslation("settings");
  const { lines, older, isLater } = view;
  return (
    <Page
      title={t("changes.title")}
      subtitle={t("changes.subtitle")}
      backAction={{ content: t("title"), url: "/app/settings" }}
    >
      <BlockStack gap="400">
        <Card>
          {lines.length === 0 ? (
            <Text as="p">{t("changes.none")}</Text>
          ) : (
            <BlockStack gap="400" as="ul">
              {lines.map((line) => (
                <ChangeRow key={line.id} line={line} view={view} />
              ))}
            </BlockStack>
          )}
        </Card>
        {(older || isLater) && (
          <InlineStack gap="200" align="center">
            <Button url={path} disabled={!isLater}>
              {t("changes.newest")}
            </Button>
            <Button url={`${path}?after=${older ?? ""}`} disabled={!older}>
              {t("changes.older")}
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Page>
  );
}
