import { Autocomplete, BlockStack, InlineStack, Tag } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { optionsFor, type ValueOption } from "./options-for.ts";
import type { FormError } from "./use-save.ts";

const mostOffered = 60;

type Props = {
  name: "companies" | "countries" | "tags";
  values: string[];
  /** What can be picked. */
  options: ValueOption[];
  /** Anything else can be typed. */
  isFree: boolean;
  error: FormError | undefined;
  onChange: (values: string[]) => void;
};

/** The values that a rule names: picked from a list, or typed. */
export function RuleValues({ name, values, isFree, error, ...rest }: Props) {
  const { t } = useTranslation("settings");
  const [typed, setTyped] = useState("");
  const { onChange } = rest;
  const fitting = optionsFor(rest.options, typed);
  const offered = fitting.slice(0, mostOffered);
  const text = typed.trim();
  const isNew =
    isFree && text !== "" && !fitting.some(({ label }) => label === text);
  if (isNew)
    offered.unshift({
      value: text,
      label: t("rules.use", { text }),
    });
  const labelOf = (value: string) =>
    rest.options.find((option) => option.value === value)?.label ?? value;
  return (
    <BlockStack gap="300">
      <Autocomplete
        allowMultiple
        options={offered}
        selected={values}
        onSelect={(selected) => {
          onChange(selected);
          setTyped("");
        }}
        emptyState={t("rules.nothing")}
        textField={
          <Autocomplete.TextField
            label={t(`rules.${name}.field`)}
            helpText={isFree ? t(`rules.${name}.help`) : undefined}
            value={typed}
            onChange={setTyped}
            error={error && t(`errors.${error}`)}
            maxLength={255}
            autoComplete="off"
          />
        }
      />
      {values.length > 0 && (
        <InlineStack gap="200">
          {values.map((value) => (
            <Tag
              key={value}
              onRemove={() => onChange(values.filter((one) => one !== value))}
            >
              {labelOf(value)}
            </Tag>
          ))}
        </InlineStack>
      )}
    </BlockStack>
  );
}
