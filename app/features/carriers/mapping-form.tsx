import { BlockStack, Card, Form, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CarrierCandidates } from "#app/components/carrier-candidates.tsx";
import { CarrierPicker } from "#app/components/carrier-picker.tsx";
import type { CompanyView } from "./carriers-view.ts";
import { MappingEffects } from "./mapping-effects.tsx";
import type { Mapping } from "./use-mapping.ts";

type Props = { view: CompanyView; mapping: Mapping };

/** The carrier that the merchant chooses for a company, and what that does. */
export function MappingForm({ view, mapping }: Props) {
  const { t } = useTranslation("carriers");
  const { choice, error, saving, dirty, save } = mapping;
  return (
    <Card>
      <Form onSubmit={() => dirty && save()}>
        <BlockStack gap="300">
          <Text as="h2" variant="headingSm">
            {t("choose.title")}
          </Text>
          <CarrierPicker
            choice={choice}
            error={error && t(`choose.error.${error}`)}
          />
          <CarrierCandidates
            candidates={view.candidates}
            running={saving}
            label={t("choose.candidates")}
            onChoose={choice.take}
          />
          <div className="mapping-effects" aria-live="polite">
            {choice.id === undefined ? (
              <Text as="p" tone="subdued">
                {t("choose.before")}
              </Text>
            ) : (
              <MappingEffects mapping={mapping} />
            )}
          </div>
        </BlockStack>
      </Form>
    </Card>
  );
}
