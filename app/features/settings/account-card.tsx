import {
  BlockStack,
  Card,
  Divider,
  Form,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AccountStatus } from "./account-status.tsx";
import { ConnectionTest } from "./connection-test.tsx";
import { CredentialFields } from "./credential-fields.tsx";
import { DisconnectAccount } from "./disconnect-account.tsx";
import type { SettingsView } from "./settings-view.ts";
import type { useDisconnect } from "./use-disconnect.ts";
import type { SettingsForm } from "./use-settings-form.ts";

type Props = {
  view: SettingsView;
  form: SettingsForm;
  disconnection: ReturnType<typeof useDisconnect>;
};

export function AccountCard({ view, form, disconnection }: Props) {
  const { t } = useTranslation("settings");
  const { account } = view;
  const own = account.kind === "own";
  return (
    <Card>
      <Form onSubmit={form.save} autoComplete={false}>
        <BlockStack gap="400">
          <AccountStatus account={account} timeZone={view.timeZone} />
          <Divider />
          <Text as="h3" variant="headingSm">
            {t(own ? "fields.change" : "fields.connect")}
          </Text>
          <CredentialFields account={account} form={form} />
          <InlineStack gap="300" blockAlign="center" align="space-between">
            <ConnectionTest form={form} />
            {own && (
              <DisconnectAccount
                operatorAvailable={view.operatorAvailable}
                running={disconnection.running}
                onConfirm={disconnection.disconnect}
              />
            )}
          </InlineStack>
        </BlockStack>
      </Form>
    </Card>
  );
}
