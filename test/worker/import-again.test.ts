import { describe, expect, it } from "vitest";
import { connectShopAccount } from "#app/use-cases/account-actions.server.ts";
import { requestDeletion } from "#app/use-cases/request-deletion.server.ts";
import { stopDeletion } from "#app/use-cases/stop-deletion.server.ts";
import { deleteData } from "#app/worker/delete-data.ts";
import { domain } from "./use-core.ts";
import { useImports } from "./use-imports.ts";

const { core, database, deliver, detect, drain, history, one, ...more } =
  useImports();
const { begin, enqueued, open, registered, run, runJob, ship, steer } = more;
const actor = "merchant";
const left = { myshopify_domain: domain };

describe("an import of days whose import was cancelled", () => {
  it("takes up what sleeps since, and tells before what it costs", async () => {
    history(["H1", "H2"]);
    await begin();
    await ship({ number: "H2" });
    await steer("cancel");
    await drain();
    expect(registered()).toEqual(["H2"]);
    history(["H3"]);
    await begin();
    expect(await more.import()).toMatchObject({ parcels: 3, imported: 3 });
    await steer("pause");
    await drain();
    expect(registered()).toEqual(["H2"]);
    await steer("resume");
    await drain();
    expect(registered().toSorted()).toEqual(["H1", "H2", "H3"]);
    await runJob();
    expect(await more.import()).toMatchObject({ state: "done", known: 1 });
    await begin();
    expect(await more.import()).toMatchObject({ state: "done", known: 4 });
  });

  it("goes to the account of now", async () => {
    const own = { apiKey: "own-key", apiSecret: "own-secret" };
    core.keydelivery.addAccount(own);
    history(["H1"]);
    await begin();
    await steer("cancel");
    await connectShopAccount(core.app, { shopId: core.shopId, actor, ...own });
    await begin();
    const { shopId } = core;
    const account = await database.db.keyDeliveryAccount.findFirstOrThrow({
      where: { shopId },
    });
    expect((await one("H1")).tracking).toMatchObject({
      ...{ registration: "waiting", shopId, accountId: account.id },
    });
  });

  it("takes up what was detected since", async () => {
    core.keydelivery.setDetection("V", ["gls"]);
    history(["V1"], "My cousin's van");
    await begin();
    await steer("cancel");
    await detect((await one("V1")).id);
    await begin();
    await drain();
    expect(registered()).toEqual(["V1"]);
  });
});

describe("a deletion of the shop's data", () => {
  const request = () =>
    requestDeletion(core.app, {
      ...{ shop: { id: core.shopId, domain }, actor, name: "one" },
    });

  it.each(["pause", "cancel", undefined] as const)(
    "that is stopped leaves asleep what an import held, or had not sent: %s",
    async (change) => {
      history(["H1"]);
      await begin();
      if (change) await steer(change);
      await request();
      expect(await more.import()).toMatchObject({ state: "cancelled" });
      expect(await database.db.backfillItem.count()).toBe(0);
      await stopDeletion(core.app, { shopId: core.shopId, actor });
      await deliver("app/uninstalled", left);
      await run(await open());
      await drain();
      expect(registered()).toEqual([]);
      expect(await one("H1")).toMatchObject({ state: "dormant" });
    },
  );

  it("cancels no import that began since, when it is asked for again", async () => {
    await request();
    await database.db.backfill.create({
      data: { shopId: core.shopId, days: 7, since: new Date() },
    });
    await request();
    expect(await more.import()).toMatchObject({ state: "counting" });
  });

  it("forgets its imports in the end, but not one that began later", async () => {
    history(["H1"]);
    await begin();
    await request();
    const [deletion] = enqueued.filter(({ job }) => job === "delete-data");
    const later = await database.db.backfill.create({
      data: { shopId: core.shopId, days: 7, since: new Date() },
    });
    await deleteData(
      core.app,
      deletion!.data as { deletionId: string },
      new AbortController().signal,
    );
    expect(await database.db.backfill.findMany()).toMatchObject([
      { id: later.id },
    ]);
    expect(await more.shipments()).toEqual([]);
  });
});
