import { useMemo } from "react";
import { useFormats } from "#app/components/use-formats.ts";
import { countryCodes } from "#app/domain/country-code.ts";

/** All countries by their names in the merchant's language, in its order. */
export function useCountryOptions() {
  const { country, compare } = useFormats();
  return useMemo(
    () =>
      countryCodes()
        .map((code) => ({ value: code, label: country(code) }))
        .toSorted((one, other) => compare(one.label, other.label)),
    [country, compare],
  );
}
