import {
  Autocomplete,
  BlockStack,
  Button,
  Checkbox,
  Form,
  Icon,
  InlineStack,
} from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CarrierCandidates } from "./carrier-candidates.tsx";
import type { CarrierOption, ShipmentDetail } from "./shipments-view.ts";
import { useCarrierOptions } from "./use-carrier-options.ts";
import type { ShipmentForm } from "./use-shipment-form.ts";

type Props = {
  shipment: Pick<ShipmentDetail, "company" | "candidates">;
  form: ShipmentForm;
  onCancel: (() => void) | undefined;
};

export function CarrierForm({ shipment, form, onCancel }: Props) {
  const { t } = useTranslation("shipments");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string>();
  const [sent, setSent] = useState(false);
  const [remember, setRemember] = useState(true);
  const { company, candidates } = shipment;
  const { carriers, typedId, loading } = useCarrierOptions(typed);
  const options = carriers.map(({ id, name }) => ({ value: id, label: name }));
  if (typedId)
    options.push({
      value: typedId,
      label: t("carrier.useId", { id: typedId }),
    });
  const choose = ([id]: string[]) => {
    setChosen(id);
    const carrier = carriers.find((candidate) => candidate.id === id);
    setTyped(carrier?.name ?? id ?? "");
  };
  const take = ({ id, name }: CarrierOption) => {
    setChosen(id);
    setTyped(name);
  };
  const change = (text: string) => {
    setTyped(text);
    setChosen(undefined);
    setSent(false);
  };
  const save = () => {
    setSent(true);
    form.submit({
      intent: "choose_carrier",
      carrierId: chosen ?? "",
      remember: company !== null && remember,
    });
  };
  return (
    <Form onSubmit={save}>
      <BlockStack gap="300">
        <Autocomplete
          options={options}
          selected={chosen ? [chosen] : []}
          onSelect={choose}
          loading={loading}
          textField={
            <Autocomplete.TextField
              label={t("carrier.label")}
              helpText={t("carrier.help")}
              placeholder={t("carrier.placeholder")}
              prefix={<Icon source={SearchIcon} tone="subdued" />}
              value={typed}
              onChange={change}
              error={
                sent &&
                form.answer?.outcome === "invalid" &&
                t(`carrier.error.${form.answer.error}`)
              }
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
            />
          }
        />
        <CarrierCandidates candidates={candidates} onChoose={take} />
        {company !== null && (
          <Checkbox
            label={t("carrier.remember", { company })}
            helpText={t("carrier.rememberHelp")}
            checked={remember}
            onChange={setRemember}
          />
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
