import type { App } from "#app/app-context.ts";
import { dropPlanned } from "#app/features/publishing/open-publications.server.ts";
import {
  changeSettings,
  type ChangedSettings,
} from "#app/features/settings/change-settings.server.ts";
import type { SettingValues } from "#app/features/settings/setting-values.ts";
import { inTransaction } from "#app/platform/in-transaction.server.ts";

type Asked = {
  shopId: string;
  actor: string;
  changes: Partial<SettingValues>;
  /** What the merchant was shown before; where that is not so any more, nothing is stored. */
  seen?: Record<string, unknown>;
};

/** Changes these settings of a shop, with what follows from it. */
export async function storeSettings(
  app: Pick<App, "db" | "env" | "clock">,
  { seen = {}, ...asked }: Asked,
): Promise<ChangedSettings> {
  const { shopId, changes } = asked;
  const limits = { retentionDays: app.env.retentionDays };
  return inTransaction(app.db, async (tx) => {
    const done = await changeSettings(tx, { ...asked, seen, limits });
    const changed = "changed" in done ? done.changed : [];
    // What was planned is not told.
    if (changed.includes("writeBack") && !changes.writeBack)
      await dropPlanned(tx, shopId, app.clock.now());
    return done;
  });
}
