import { Banner, BlockStack, Card, Checkbox } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SettingsView } from "./settings-view.ts";
import type { SettingsForm } from "./use-settings-form.ts";

type Props = { view: SettingsView; form: SettingsForm };

/** What shoppers may say in place of a tracking number, which few of them know. */
export function TrackingPageCard({ view, form }: Props) {
  const { t } = useTranslation("settings");
  return (
    <Card>
      <BlockStack gap="300">
        <Checkbox
          label={t("trackingPage.label")}
          helpText={t("trackingPage.help")}
          name="contactLookUp"
          checked={form.values.contactLookUp}
          onChange={(contactLookUp) => form.change({ contactLookUp })}
        />
        {view.contactsWithheld && (
          <Banner tone="warning">{t("trackingPage.withheld")}</Banner>
        )}
      </BlockStack>
    </Card>
  );
}
