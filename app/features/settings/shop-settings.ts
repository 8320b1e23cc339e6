import type { Prisma, Shop } from "@prisma/client";
import { readAutomation } from "#app/domain/automation.ts";
import { readPhoneSharing } from "#app/domain/phone-sharing.ts";
import { readPromiseDays } from "#app/domain/promise-days.ts";
import type { SettingLimits } from "./check-changes.ts";
import type { SettingValues } from "./setting-values.ts";

type Columns = Pick<
  Shop,
  | "automaticRegistration"
  | "automation"
  | "writeBack"
  | "promiseDays"
  | "digest"
  | "stalledDays"
  | "phoneSharing"
  | "contactLookUp"
  | "retentionDays"
>;

/** The settings as they are stored. */
export function readShopSettings(
  shop: Columns,
  limits: SettingLimits,
): SettingValues {
  const { automaticRegistration, writeBack, digest, stalledDays } = shop;
  const { contactLookUp } = shop;
  return {
    automaticRegistration,
    contactLookUp,
    ...readAutomation(shop.automation),
    writeBack,
    promiseDays: readPromiseDays(shop.promiseDays),
    digest,
    stalledDays,
    phoneSharing: readPhoneSharing(shop.phoneSharing),
    retentionDays: Math.min(
      shop.retentionDays ?? limits.retentionDays,
      limits.retentionDays,
    ),
  };
}

/** The columns that hold what was changed, of all settings as they are to be. */
export function columnsOf(
  settings: SettingValues,
  changed: readonly (keyof SettingValues)[],
): Prisma.ShopUpdateInput {
  const { companies, countries, tags, delayHours, ...plain } = settings;
  const columns: Prisma.ShopUpdateInput = {};
  for (const name of changed) {
    if (name in plain) Object.assign(columns, { [name]: settings[name] });
    else columns.automation = { companies, countries, tags, delayHours };
  }
  // What Shopify gave under another setting is past.
  if (changed.includes("phoneSharing")) columns.phonesWithheld = 0;
  if (changed.includes("contactLookUp")) columns.contactsWithheld = 0;
  return columns;
}
