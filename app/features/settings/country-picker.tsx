import { Autocomplete } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { optionsFor } from "./options-for.ts";
import { useCountryOptions } from "./use-country-options.ts";

type Props = {
  /** Countries that were picked already. */
  taken: readonly string[];
  onPick: (code: string) => void;
};

export function CountryPicker({ taken, onPick }: Props) {
  const { t } = useTranslation("settings");
  const [typed, setTyped] = useState("");
  const free = useCountryOptions().filter(
    ({ value }) => !taken.includes(value),
  );
  const options = optionsFor(free, typed);
  return (
    <Autocomplete
      options={options}
      selected={[]}
      onSelect={([code]) => {
        if (code) onPick(code);
        setTyped("");
      }}
      emptyState={t("rules.nothing")}
      textField={
        <Autocomplete.TextField
          label={t("promise.add")}
          placeholder={t("promise.search")}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
        />
      }
    />
  );
}
