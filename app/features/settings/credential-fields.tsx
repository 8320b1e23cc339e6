import { BlockStack, TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { AccountSummary, CredentialField } from "./settings-view.ts";
import type { SettingsForm } from "./use-settings-form.ts";

type Props = { account: AccountSummary; form: SettingsForm };

export function CredentialFields({ account, form }: Props) {
  const { t } = useTranslation("settings");
  const { kind, hint } = account;
  const own = kind === "own";
  const errorText = (field: CredentialField) => {
    const error = form.errorOf(field);
    return error && t(`fields.errors.${field}.${error}`);
  };
  return (
    <BlockStack gap="400">
      <TextField
        label={t("fields.apiKey")}
        name="apiKey"
        value={form.values.apiKey}
        onChange={(apiKey) => form.change({ apiKey })}
        placeholder={own ? t("fields.storedKey", { hint }) : undefined}
        error={errorText("apiKey")}
        autoComplete="off"
        spellCheck={false}
      />
      <TextField
        label={t("fields.apiSecret")}
        name="apiSecret"
        type="password"
        value={form.values.apiSecret}
        onChange={(apiSecret) => form.change({ apiSecret })}
        placeholder={own ? t("fields.storedSecret") : undefined}
        error={errorText("apiSecret")}
        helpText={t(own ? "fields.keepHelp" : "fields.help")}
        autoComplete="new-password"
        spellCheck={false}
      />
    </BlockStack>
  );
}
