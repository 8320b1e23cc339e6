import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import type { Formats } from "#app/components/formats.ts";
import { useFormats } from "#app/components/use-formats.ts";
import type { Rule } from "#app/domain/automation.ts";
import type { PromiseDays } from "#app/domain/promise-days.ts";
import {
  isSettingName,
  settingSchemas,
  type SettingName,
  type SettingValues,
} from "./setting-values.ts";

const mostNamed = 8;

type Writers = {
  [Name in SettingName]: (value: SettingValues[Name]) => string;
};

/** Settings and their values in words, as the list of changes and the summaries show them. */
export function useSettingText() {
  const { t } = useTranslation("settings");
  const writers = createWriters(t, useFormats());
  return {
    nameOf: (name: SettingName) => t(`setting.${name}`),
    valueOf: <Name extends SettingName>(
      name: Name,
      value: SettingValues[Name],
    ) => writers[name](value),
    /** Of a value that was stored once, by whatever version of the app. */
    storedValue(name: string, stored: unknown) {
      if (!isSettingName(name)) return t("value.unknown");
      const read = settingSchemas[name].safeParse(stored);
      const write = writers[name] as (value: unknown) => string;
      return read.success ? write(read.data) : t("value.unknown");
    },
  };
}

function createWriters(t: TFunction<"settings">, formats: Formats): Writers {
  const { country, days } = formats;
  const onOrOff = (isOn: boolean) => t(isOn ? "value.on" : "value.off");
  const rule = (nameOf: (value: string) => string) => (rule: Rule) =>
    rule.mode === "all"
      ? t("value.all")
      : t(`value.${rule.mode}`, {
          list: listText(t, formats, rule.values.map(nameOf)),
        });
  const asIs = (value: string) => value;
  return {
    automaticRegistration: onOrOff,
    writeBack: onOrOff,
    digest: onOrOff,
    contactLookUp: onOrOff,
    companies: rule(asIs),
    countries: rule(country),
    tags: rule(asIs),
    delayHours: (count) => t("value.hours", { count }),
    stalledDays: days,
    phoneSharing: (sharing) => t(`value.phone.${sharing}`),
    retentionDays: days,
    promiseDays: (promise) => promiseText(t, formats, promise),
  };
}

function promiseText(
  t: TFunction<"settings">,
  formats: Formats,
  { default: others, countries }: PromiseDays,
) {
  const parts = Object.entries(countries).map(
    ([code, days]) => `${formats.country(code)} ${formats.days(days)}`,
  );
  if (others !== null)
    parts.push(t("value.others", { days: formats.days(others) }));
  return parts.length > 0 ? listText(t, formats, parts) : t("value.none");
}

function listText(t: TFunction<"settings">, formats: Formats, names: string[]) {
  const more = names.length - mostNamed;
  if (more <= 0) return formats.list(names);
  const list = names.slice(0, mostNamed).join(", ");
  return t("value.andMore", { list, count: more });
}
