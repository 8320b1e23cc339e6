import { BlockStack, Card, InlineStack } from "@shopify/polaris";
import { AccountStatus } from "./account-status.tsx";
import { ConnectionTest } from "./connection-test.tsx";
import { CredentialFields } from "./credential-fields.tsx";
import { DisconnectAccount } from "./disconnect-account.tsx";
import type { SettingsView } from "./settings-view.ts";
import type { SettingsForm } from "./use-settings-form.ts";

type Props = {
  view: SettingsView;
  form: SettingsForm;
  disconnecting: boolean;
  onDisconnect: () => void;
};

export function AccountCard({ view, form, ...props }: Props) {
  const { account } = view;
  return (
    <Card>
      <BlockStack gap="400">
        <AccountStatus account={account} timeZone={view.timeZone} />
        <CredentialFields account={account} form={form} />
        <InlineStack gap="300" blockAlign="center" align="space-between">
          <ConnectionTest form={form} />
          {account.kind === "own" && (
            <DisconnectAccount
              operatorAvailable={view.operatorAvailable}
              running={props.disconnecting}
              onConfirm={props.onDisconnect}
            />
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
