import type { z } from "zod";
import type { Database } from "#app/db.server.ts";

/** Which page's: home's transit times, analytics, the companies. */
export type SumsKind = "transit" | "analytics" | "companies";

/** Days of the shop, "YYYY-MM-DD", both ends included. */
export type Period = { from: string; to: string };

/** How one kind is worked out of a shop's kept days, and read back. */
export type SumsOf<Sums> = {
  kind: SumsKind;
  schema: z.ZodType<Sums>;
  sumUp(
    db: Pick<Database, "$queryRaw">,
    asked: Period & { shopId: string },
  ): Promise<Sums>;
};
