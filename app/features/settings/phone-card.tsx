import { Banner, BlockStack, Card, ChoiceList, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { phoneSharings } from "#app/domain/phone-sharing.ts";
import type { SettingsView } from "./settings-view.ts";
import type { SettingsForm } from "./use-settings-form.ts";

type Props = { view: SettingsView; form: SettingsForm };

/** Whether a recipient's phone goes to KeyDelivery. */
export function PhoneCard({ view, form }: Props) {
  const { t } = useTranslation("settings");
  const { phoneSharing } = form.values;
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="200">
          <Text as="h3" variant="headingSm">
            {t("phone.heading")}
          </Text>
          <Text as="p">{t("phone.why")}</Text>
          <Text as="p">{t("phone.what")}</Text>
        </BlockStack>
        <ChoiceList
          title={t("phone.label")}
          name="phoneSharing"
          choices={phoneSharings.map((sharing) => ({
            value: sharing,
            label: t(`phone.choice.${sharing}.label`),
            helpText: t(`phone.choice.${sharing}.help`),
          }))}
          selected={[phoneSharing]}
          onChange={([chosen]) =>
            form.change({
              phoneSharing:
                phoneSharings.find((one) => one === chosen) ?? "never",
            })
          }
        />
        {view.phonesWithheld && (
          <Banner tone="warning">{t("phone.withheld")}</Banner>
        )}
      </BlockStack>
    </Card>
  );
}
