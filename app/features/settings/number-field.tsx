import { TextField } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { FormError } from "./use-save.ts";

type Props = {
  name: string;
  label: string;
  unit: string;
  value: string;
  least: number;
  most: number;
  error: FormError | undefined;
  onChange: (value: string) => void;
  labelHidden?: boolean;
  helpText?: string;
  placeholder?: string;
};

/** A whole number with its unit. What was typed stays, number or not, until it is right. */
export function NumberField({ error, unit, least, most, ...field }: Props) {
  const { t } = useTranslation("settings");
  return (
    <TextField
      {...field}
      suffix={unit}
      inputMode="numeric"
      maxLength={6}
      autoComplete="off"
      error={error && t(`errors.${error}`, { least, most })}
    />
  );
}
