import { BlockStack, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { GrantPermission } from "#app/components/grant-permission.tsx";
import { customerScope } from "#app/domain/scopes.ts";
import type { SettingsView } from "./settings-view.ts";

/** How customers see the parcels of their order in their account, and the leave for it. */
export function OrderStatusCard({ view }: { view: SettingsView }) {
  const { t } = useTranslation("settings");
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">{t("orderStatus.text")}</Text>
        {view.mayShowCustomers ? (
          <Text as="p" tone="success">
            {t("orderStatus.granted")}
          </Text>
        ) : (
          <GrantPermission
            text={t("orderStatus.permission")}
            scope={customerScope}
          />
        )}
      </BlockStack>
    </Card>
  );
}
