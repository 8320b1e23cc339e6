import type { App } from "#app/app-context.ts";
import { stopDeletion as stop } from "#app/features/privacy/data-deletion.server.ts";

/** The merchant thought better of it. What is deleted stays deleted. */
export async function stopDeletion(
  app: Pick<App, "db" | "clock">,
  asked: { shopId: string; actor: string },
): Promise<void> {
  await app.db.$transaction((tx) =>
    stop(tx, { ...asked, now: app.clock.now() }),
  );
}
