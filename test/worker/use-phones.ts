import { beforeEach } from "vitest";
import { domain } from "./use-core.ts";
import { useShopCore } from "./use-shop-core.ts";

/** The app's core with a Shopify that has approved it for phones. */
export function usePhones() {
  const world = useShopCore();
  const { core, database, time, drain } = world;

  beforeEach(() => {
    core.shopify.setPhoneAccess("given");
  });
  return {
    ...world,
    share: (phoneSharing: string) =>
      database.db.shop.update({ where: { domain }, data: { phoneSharing } }),
    /** The calls that asked Shopify for a phone. */
    asked: () =>
      core.shopify.journal.queries.filter(
        ({ operation }) => operation === "OrderPhone",
      ),
    /** The phones of the create calls, in their order. */
    sent: () => core.keydelivery.journal.requests.map(({ phone }) => phone),
    accepted: () => core.keydelivery.journal.accepted(),
    /** Parcels in a row without a phone, as the settings page knows them. */
    withheld: async () =>
      (await database.db.shop.findUniqueOrThrow({ where: { domain } }))
        .phonesWithheld,
    /** Each time later than the longest wait for the next attempt. */
    async drainLater(times: number) {
      for (let done = 0; done < times; done++) {
        time.offsetMs += 20 * 60_000;
        await drain();
      }
    },
  };
}
