import { z } from "zod";
import { automationSchema, longestDelayHours } from "#app/domain/automation.ts";
import {
  mostPromisedDays,
  promiseDaysSchema,
} from "#app/domain/promise-days.ts";
import { phoneSharings } from "#app/domain/phone-sharing.ts";

export const fewestStalledDays = 2;
export const mostStalledDays = 30;
export const fewestRetentionDays = 7;

// A form sends what was typed.
const wholeNumber = (least: number, most: number) =>
  z.preprocess(
    (given) =>
      typeof given === "string" && /^\s*\d{1,6}\s*$/.test(given)
        ? Number(given)
        : given,
    z.number().int().min(least).max(most),
  );
const promised = wholeNumber(1, mostPromisedDays);
const blankIsNull = (given: unknown) =>
  typeof given === "string" && given.trim() === "" ? null : given;

const { companies, countries, tags } = automationSchema.shape;

/** Each setting of a shop, by the schema that the page and the server share. */
export const settingSchemas = {
  automaticRegistration: z.boolean(),
  companies,
  countries,
  tags,
  delayHours: wholeNumber(0, longestDelayHours),
  writeBack: z.boolean(),
  promiseDays: z
    .object({
      default: z.preprocess(blankIsNull, promised.nullable()),
      countries: z.record(z.string(), promised),
    })
    .pipe(promiseDaysSchema),
  digest: z.boolean(),
  stalledDays: wholeNumber(fewestStalledDays, mostStalledDays),
  phoneSharing: z.enum(phoneSharings),
  contactLookUp: z.boolean(),
  // At most as long as the operator keeps things: checkChanges knows.
  retentionDays: wholeNumber(1, 3_650),
};

export type SettingName = keyof typeof settingSchemas;
export type SettingValues = {
  [Name in SettingName]: z.output<(typeof settingSchemas)[Name]>;
};

const names = Object.keys(settingSchemas) as SettingName[];
export const isSettingName = (text: string): text is SettingName =>
  (names as string[]).includes(text);
