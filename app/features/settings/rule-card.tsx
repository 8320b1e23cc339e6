import { BlockStack, Card, ChoiceList } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ValueOption } from "./options-for.ts";
import { RuleValues } from "./rule-values.tsx";
import type { AutomationForm, FormRule } from "./use-automation-form.ts";

type Props = {
  name: "companies" | "countries" | "tags";
  form: AutomationForm;
  options: ValueOption[];
  isFree: boolean;
};

const modes = ["all", "only", "except"] as const;

/** Whom one rule lets through. */
export function RuleCard({ name, form, options, isFree }: Props) {
  const { t } = useTranslation("settings");
  const rule = form.values[name];
  const set = (next: FormRule) => form.change({ [name]: next });
  return (
    <Card>
      <BlockStack gap="400">
        <ChoiceList
          title={t(`rules.${name}.title`)}
          titleHidden
          name={name}
          choices={modes.map((mode) => ({
            value: mode,
            label: t(`rules.${name}.${mode}`),
          }))}
          selected={[rule.mode]}
          onChange={([mode]) =>
            set({
              mode: modes.find((one) => one === mode) ?? "all",
              values: mode === "all" ? [] : rule.values,
            })
          }
        />
        {rule.mode !== "all" && (
          <RuleValues
            name={name}
            values={rule.values}
            options={options}
            isFree={isFree}
            error={form.errorOf(`${name}.values`) ?? form.errorOf(name)}
            onChange={(values) => set({ ...rule, values })}
          />
        )}
      </BlockStack>
    </Card>
  );
}
