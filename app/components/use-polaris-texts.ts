import type { AppProviderProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

type PolarisTexts = AppProviderProps["i18n"];

/** The words of Polaris' own components, in the language of the page. */
export function usePolarisTexts(): PolarisTexts {
  const { i18n } = useTranslation();
  return i18n.getResourceBundle(i18n.language, "polaris") as PolarisTexts;
}
