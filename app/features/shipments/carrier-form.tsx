import {
  BlockStack,
  Button,
  Checkbox,
  Form,
  InlineStack,
  Text,
} from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CarrierCandidates } from "#app/components/carrier-candidates.tsx";
import { CarrierPicker } from "#app/components/carrier-picker.tsx";
import { useCarrierChoice } from "#app/components/use-carrier-choice.ts";
import type { ShipmentDetail } from "./shipments-view.ts";
import type { ShipmentForm } from "./use-shipment-form.ts";

type Props = {
  shipment: Pick<ShipmentDetail, "company" | "candidates" | "registration">;
  form: ShipmentForm;
  onCancel: (() => void) | undefined;
};

export function CarrierForm({ shipment, form, onCancel }: Props) {
  const { t } = useTranslation("shipments");
  const choice = useCarrierChoice();
  const [sent, setSent] = useState<string>();
  const [remember, setRemember] = useState(true);
  const { company, candidates, registration } = shipment;
  const save = (carrier: { id: string; name: string }) => {
    setSent(carrier.name);
    form.submit({
      intent: "choose_carrier",
      carrierId: carrier.id,
      remember: company !== null && remember,
    });
  };
  const error =
    sent === choice.typed && form.answer?.outcome === "invalid"
      ? t(`carrier.error.${form.answer.error}`)
      : undefined;
  return (
    <Form onSubmit={() => save({ id: choice.id ?? "", name: choice.typed })}>
      <BlockStack gap="300">
        <CarrierPicker choice={choice} error={error} />
        <CarrierCandidates
          candidates={candidates}
          running={form.running}
          onChoose={(carrier) => {
            choice.take(carrier);
            save(carrier);
          }}
        />
        {company !== null && (
          <Checkbox
            label={
              <span className="any-width">
                {t("carrier.remember", { company })}
              </span>
            }
            helpText={t("carrier.rememberHelp")}
            checked={remember}
            onChange={setRemember}
          />
        )}
        {registration?.registration === "registered" && (
          <Text as="p" tone="subdued">
            {t("carrier.cost")}
          </Text>
        )}
        <FormButtons running={form.running} onCancel={onCancel} />
      </BlockStack>
    </Form>
  );
}

function FormButtons({
  running,
  onCancel,
}: Pick<Props, "onCancel"> & { running: boolean }) {
  const { t } = useTranslation("shipments");
  return (
    <InlineStack gap="200">
      <Button submit variant="primary" loading={running}>
        {t("carrier.save")}
      </Button>
      {onCancel && (
        <Button onClick={onCancel} disabled={running}>
          {t("carrier.cancel")}
        </Button>
      )}
    </InlineStack>
  );
}
