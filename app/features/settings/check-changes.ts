import type { z } from "zod";
import {
  fewestRetentionDays,
  isSettingName,
  settingSchemas,
  type SettingValues,
} from "./setting-values.ts";

export type SettingError = "range" | "empty" | "too_many" | "invalid";

/** By the path of the value, such as "promiseDays.countries.DE". */
export type SettingErrors = Record<string, SettingError>;

/** The operator's part in what may be set. */
export type SettingLimits = { retentionDays: number };

/** What was changed, checked: by the page before it is sent, and by the server. */
export function checkChanges(
  given: Record<string, unknown>,
  limits: SettingLimits,
): { changes: Partial<SettingValues> } | { errors: SettingErrors } {
  const changes: Record<string, unknown> = {};
  const errors: SettingErrors = {};
  for (const [name, value] of Object.entries(given)) {
    if (!isSettingName(name)) {
      errors[name] = "invalid";
      continue;
    }
    const checked = settingSchemas[name].safeParse(value);
    if (checked.success) changes[name] = checked.data;
    else Object.assign(errors, errorsOf(name, checked.error));
  }
  const { retentionDays } = changes as Partial<SettingValues>;
  if (retentionDays !== undefined && !isKept(retentionDays, limits))
    errors.retentionDays = "range";
  return Object.keys(errors).length > 0 ? { errors } : { changes: changes };
}

/** The fewest days that a shop may say: seven, unless the operator keeps things for less. */
export const fewestDaysKept = (limits: SettingLimits) =>
  Math.min(fewestRetentionDays, limits.retentionDays);

const isKept = (days: number, limits: SettingLimits) =>
  days >= fewestDaysKept(limits) && days <= limits.retentionDays;

function errorsOf(name: string, { issues }: z.ZodError): SettingErrors {
  return Object.fromEntries(
    issues.map((issue) => [
      [name, ...issue.path].join("."),
      errorOf(name, issue),
    ]),
  );
}

function errorOf(name: string, issue: z.core.$ZodIssue): SettingError {
  const isList = issue.path.at(-1) === "values";
  if (isList && issue.code === "too_small") return "empty";
  if (isList && issue.code === "too_big") return "too_many";
  return /Days$|Hours$/.test(name) ? "range" : "invalid";
}
