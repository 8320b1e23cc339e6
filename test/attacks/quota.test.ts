import { beforeEach, describe, expect, it } from "vitest";
import { restoreQuota } from "#app/features/trackings/keep-quota.server.ts";
import { pruneStored } from "#app/worker/prune-stored.ts";
import {
  domain,
  fulfillment,
  otherDomain,
  useCore,
} from "#test/worker/use-core.ts";

const { database, core, deliver, drain, ...more } = useCore({ shopify: true });
const { runRedactions, time, tracking } = more;
const create = "fulfillments/create";

beforeEach(() => {
  core.app.env.shopQuota = 2;
});

const ship = (number: string, shop = domain, company: string | null = "UPS") =>
  deliver(
    create,
    fulfillment({ tracking_numbers: [number], tracking_company: company }),
    shop,
  );
const shipAll = async (...numbers: string[]) => {
  for (const number of numbers) await ship(number);
  await drain();
};
const registrationOf = async (number: string) =>
  (await tracking(number)).registration;
const uninstall = (shop = domain) =>
  deliver("app/uninstalled", { myshopify_domain: shop }, shop);
async function redact(shop = domain) {
  await deliver("shop/redact", { shop_id: 1, shop_domain: shop }, shop);
  await runRedactions();
}
const install = (shop = domain) => core.app.shopify.install(shop, "");
const usedBy = async (shop: string) => {
  const rows = await database.db.quotaUsage.findMany({
    where: { shop: { domain: shop } },
  });
  return rows.reduce((sum, { used }) => sum + used, 0);
};
const monthLater = () => {
  const now = new Date();
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 2) - +now;
};

describe("the quota of a shop that comes back", () => {
  it("goes on where it stood, when the app was installed again", async () => {
    await shipAll("A1", "A2");
    await uninstall();
    await install();
    await shipAll("A3");
    expect(await registrationOf("A3")).toBe("over_quota");
  });

  it("goes on where it stood, though all of the shop was forgotten meanwhile", async () => {
    await shipAll("B1", "B2");
    await uninstall();
    await redact();
    expect(await database.db.shop.count({ where: { domain } })).toBe(0);
    const kept = JSON.stringify(await database.db.keptQuota.findMany());
    expect(kept).toContain('"used":2');
    expect(kept).not.toContain("one.myshopify");
    await install();
    await shipAll("B3");
    expect(await registrationOf("B3")).toBe("over_quota");
    expect(core.keydelivery.journal.createCalls()).toBe(2);
  });

  it("is new in the month after, when what was kept is gone", async () => {
    await shipAll("C1", "C2");
    await redact();
    time.offsetMs = monthLater();
    await pruneStored(core.app);
    expect(await database.db.keptQuota.count()).toBe(0);
    await install();
    expect(await usedBy(domain)).toBe(0);
  });

  it("is found under the secret before too, while APP_SECRET is rotated", async () => {
    await shipAll("D1");
    const before = core.app.env.appSecret;
    await redact();
    await database.db.shop.create({
      data: { domain, installedAt: new Date() },
    });
    await database.db.$transaction((tx) =>
      restoreQuota(tx, {
        domain,
        now: core.app.clock.now(),
        secrets: ["another secret of at least 32 bytes", before],
      }),
    );
    expect(await usedBy(domain)).toBe(1);
  });

  it("is not another shop's", async () => {
    await shipAll("E1", "E2");
    await redact();
    await redact(otherDomain);
    await install(otherDomain);
    expect(await usedBy(otherDomain)).toBe(0);
  });
});

describe("a number that two shops follow", () => {
  it("is paid by the shop that asked first, once", async () => {
    await shipAll("F1");
    await ship("F1", otherDomain);
    await drain();
    expect(core.keydelivery.journal.createCalls()).toBe(1);
    expect([await usedBy(domain), await usedBy(otherDomain)]).toEqual([1, 0]);
  });

  it("cannot be kept from one shop by another that has no quota left", async () => {
    await shipAll("G1", "G2", "G3");
    expect(await registrationOf("G3")).toBe("over_quota");
    await ship("G3", otherDomain);
    await drain();
    expect(await registrationOf("G3")).toBe("registered");
    expect(await usedBy(otherDomain)).toBe(1);
  });

  it("is handed to the shop that still may, when the first one's quota ends", async () => {
    for (const number of ["H1", "H2", "H3", "H4"]) await ship(number);
    await ship("H4", otherDomain);
    await drain();
    expect(await registrationOf("H3")).toBe("over_quota");
    expect(await registrationOf("H4")).toBe("registered");
    expect(await usedBy(otherDomain)).toBe(1);
  });

  it("is handed over too where it is the one by which the first one's quota ends", async () => {
    for (const number of ["K1", "K2", "K3"]) await ship(number);
    await ship("K3", otherDomain);
    await drain();
    expect(await registrationOf("K3")).toBe("registered");
    expect(await usedBy(otherDomain)).toBe(1);
    expect(await usedBy(domain)).toBe(2);
  });

  it("stands aside once, when neither has any left", async () => {
    core.app.env.shopQuota = 0;
    await ship("I1");
    await ship("I1", otherDomain);
    await drain();
    expect(await registrationOf("I1")).toBe("over_quota");
    expect(core.keydelivery.journal.createCalls()).toBe(0);
  });

  it.each([
    ["leaves", uninstall],
    ["is forgotten", redact],
  ])("is paid by the other, when the first one %s", async (_how, leave) => {
    await ship("J1");
    await ship("J1", otherDomain);
    await leave();
    await drain();
    expect(await registrationOf("J1")).toBe("registered");
    expect(await usedBy(otherDomain)).toBe(1);
  });
});
