import { Autocomplete, Icon } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { CarrierChoice } from "./use-carrier-choice.ts";
import { useCarrierOptions } from "./use-carrier-options.ts";

type Props = { choice: CarrierChoice; error: string | undefined };

/** One of KeyDelivery's carriers: searched by name, or an id that the list lacks. */
export function CarrierPicker({ choice, error }: Props) {
  const { t } = useTranslation("frame");
  const { typed, id, type, take } = choice;
  const { carriers, typedId, loading } = useCarrierOptions(typed);
  const options = carriers.map((carrier) => ({
    value: carrier.id,
    label: carrier.name,
  }));
  if (typedId)
    options.push({
      value: typedId,
      label: t("carrierPicker.useId", { id: typedId }),
    });
  const select = ([chosen = ""]: string[]) => {
    const carrier = carriers.find((candidate) => candidate.id === chosen);
    take({ id: chosen, name: carrier?.name ?? chosen });
  };
  return (
    <Autocomplete
      options={options}
      selected={id ? [id] : []}
      onSelect={select}
      loading={loading}
      textField={
        <Autocomplete.TextField
          label={t("carrierPicker.label")}
          helpText={t("carrierPicker.help")}
          placeholder={t("carrierPicker.placeholder")}
          prefix={<Icon source={SearchIcon} tone="subdued" />}
          value={typed}
          onChange={type}
          error={error}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
        />
      }
    />
  );
}
