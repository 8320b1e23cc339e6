import type { Transaction } from "#app/db.server.ts";
import { isSameValue } from "#app/domain/same-value.ts";
import type { SettingLimits } from "./check-changes.ts";
import {
  settingSchemas,
  type SettingName,
  type SettingValues,
} from "./setting-values.ts";
import { columnsOf, readShopSettings } from "./shop-settings.ts";

type Asked = {
  shopId: string;
  actor: string;
  limits: SettingLimits;
  changes: Partial<SettingValues>;
  /** What the page showed when the merchant began to change it. */
  seen: Record<string, unknown>;
};

export type ChangedSettings =
  { changed: SettingName[] } | { conflicts: SettingName[] };

/**
 * Changes these settings and no other, each with its audit entry. Where somebody else changed one of them since the
 * page showed it, nothing is changed.
 */
export async function changeSettings(
  tx: Transaction,
  asked: Asked,
): Promise<ChangedSettings> {
  const { shopId, actor, limits, changes, seen } = asked;
  await tx.$queryRaw`SELECT id FROM shop WHERE id = ${shopId}::uuid FOR NO KEY UPDATE`;
  const shop = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  const now = readShopSettings(shop, limits);
  const names = Object.keys(changes) as SettingName[];
  const changed = names.filter(
    (name) => !isSameValue(now[name], changes[name]),
  );
  const conflicts = changed.filter(
    (name) => name in seen && !isSameValue(now[name], read(name, seen[name])),
  );
  if (conflicts.length > 0) return { conflicts };
  if (changed.length === 0) return { changed };
  await tx.shop.update({
    where: { id: shopId },
    data: columnsOf({ ...now, ...changes }, changed),
    select: { id: true },
  });
  await tx.auditEntry.createMany({
    data: changed.map((name) => ({
      shopId,
      actor,
      action: actionOf(name, changes[name]),
      detail: { setting: name, from: now[name], to: changes[name] },
    })),
  });
  return { changed };
}

function actionOf(name: SettingName, to: unknown) {
  switch (name) {
    case "automaticRegistration":
      return to ? "automatic_registration_on" : "automatic_registration_off";
    case "writeBack":
      return to ? "write_back_on" : "write_back_off";
    default:
      return "setting_changed";
  }
}

const read = (name: SettingName, seen: unknown) =>
  settingSchemas[name].safeParse(seen).data;
