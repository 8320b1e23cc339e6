import type { Database } from "#app/db.server.ts";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import type { Clock } from "#app/platform/clock.ts";
import type { Logger } from "#app/platform/logger.server.ts";
import type { Sealer } from "#app/platform/sealing.server.ts";
import { loadCallbackTokens } from "./load-callback-tokens.server.ts";

type World = {
  db: Database;
  sealer: Sealer;
  clock: Pick<Clock, "now">;
  logger: Pick<Logger, "warn">;
};

/** The callback tokens of a process, which learns every minute of keys that were made or retired. */
export async function openCallbackTokens(
  { db, sealer, clock, logger }: World,
  everyMs = 60_000,
): Promise<{ callbackTokens: CallbackTokens; close(): Promise<void> }> {
  const load = () => loadCallbackTokens(db, sealer, clock.now());
  let held = await load();
  let learning = Promise.resolve();
  const learn = async () => {
    try {
      held = await load();
    } catch (err) {
      logger.warn({ err }, "callback keys not read");
    }
  };
  const timer = setInterval(() => {
    learning = learn();
  }, everyMs);
  return {
    callbackTokens: {
      get currentKeyId() {
        return held.currentKeyId;
      },
      get keyIds() {
        return held.keyIds;
      },
      areKept: (keyId) => held.areKept(keyId),
      refOf: (subject, keyId) => held.refOf(subject, keyId),
      tokenOf: (ref, keyId) => held.tokenOf(ref, keyId),
      verify: (token) => held.verify(token),
    },
    close() {
      clearInterval(timer);
      return learning;
    },
  };
}
