import type { Rule } from "#app/domain/automation.ts";
import type { AutomationView } from "./automation-view.ts";
import { useSave } from "./use-save.ts";

/** A rule as its fields show it. */
export type FormRule = { mode: Rule["mode"]; values: string[] };

/** The form of the page about new parcels. */
export function useAutomationForm({ automation, limits }: AutomationView) {
  return useSave(
    {
      companies: formRule(automation.companies),
      countries: formRule(automation.countries),
      tags: formRule(automation.tags),
      delayHours: String(automation.delayHours),
    },
    limits,
  );
}

export type AutomationForm = ReturnType<typeof useAutomationForm>;

const formRule = (rule: Rule): FormRule =>
  rule.mode === "all" ? { mode: "all", values: [] } : rule;
