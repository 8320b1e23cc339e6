import { BlockStack, ChoiceList, Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";

export type Choice = { value: string; label: string };

type Props = {
  title: string;
  choices: Choice[];
  selected: string[];
  onChange: (selected: string[]) => void;
};

// More than these are hard to look through.
const manyChoices = 12;

/** Several of a filter's values; a long list can be searched. */
export function ChoiceFilter({ title, choices, selected, onChange }: Props) {
  const { t, i18n } = useTranslation("shipments");
  const [typed, setTyped] = useState("");
  const fold = (text: string) => text.toLocaleLowerCase(i18n.language);
  const wanted = fold(typed.trim());
  const shown = choices.filter(
    ({ value, label }) =>
      fold(label).includes(wanted) || value.toLowerCase().includes(wanted),
  );
  const hidden = selected.filter(
    (one) => !shown.some(({ value }) => value === one),
  );
  if (choices.length === 0)
    return (
      <Text as="p" tone="subdued">
        {t("list.noChoices")}
      </Text>
    );
  return (
    <BlockStack gap="200">
      {choices.length > manyChoices && (
        <TextField
          label={t("list.findChoice", { filter: title })}
          labelHidden
          placeholder={t("list.findChoice", { filter: title })}
          value={typed}
          onChange={setTyped}
          autoComplete="off"
          clearButton
          onClearButtonClick={() => setTyped("")}
        />
      )}
      <ChoiceList
        title={title}
        titleHidden
        allowMultiple
        choices={shown}
        selected={selected}
        onChange={(values) => onChange([...hidden, ...values].toSorted())}
      />
      {shown.length === 0 && (
        <Text as="p" tone="subdued">
          {t("list.noChoiceFound")}
        </Text>
      )}
    </BlockStack>
  );
}
