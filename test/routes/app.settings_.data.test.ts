import { beforeEach, describe, expect, it } from "vitest";
import type { ExportPage } from "#app/features/privacy/export-sections.ts";
import { action, loader } from "#app/routes/app.settings_.data.tsx";
import { loader as exportLoader } from "#app/routes/app.settings_.data_.export.tsx";
import { seedShop } from "#test/seeding/seed-shop.ts";
import { account, domain, otherDomain, useSettings } from "./use-settings.ts";

const settings = useSettings();
const { database, running, context, request, shop } = settings;
const params = {};

beforeEach(async () => {
  for (const one of [domain, otherDomain]) await settings.load(one);
});

const load = () =>
  loader({
    request: request("/app/settings/data", domain),
    context: context(),
    params,
  });
const submit = (fields: Record<string, string>) =>
  action({
    request: request("/app/settings/data", domain, new URLSearchParams(fields)),
    context: context(),
    params,
  });
const sections = [
  "shop",
  "fulfillments",
  "carrierMappings",
  "savedViews",
  "changes",
];

async function readPage(asked: Record<string, string>, of = domain) {
  const query = new URLSearchParams(asked).toString();
  const response = await exportLoader({
    request: request(`/app/settings/data/export?${query}`, of),
    context: context(),
    params,
  });
  return (await response.json()) as ExportPage;
}
async function readAll(of = domain) {
  const id = crypto.randomUUID();
  const read: Record<string, unknown[]> = {};
  for (const section of sections) {
    const items: unknown[] = [];
    let after: string | null = "";
    while (after !== null) {
      const page: ExportPage = await readPage(
        { id, section, ...(after && { after }) },
        of,
      );
      items.push(...page.items);
      after = page.next;
    }
    read[section] = items;
  }
  return read;
}

describe("an export of all data", () => {
  it("holds every parcel with its events, and the shop's settings", async () => {
    await seedShop(database, { domain, parcels: 450 });
    const { id: shopId } = await shop();
    await database.db.carrierMapping.create({
      data: { shopId, companyKey: "velo", company: "Velo", carrierId: "gls" },
    });
    const read = await readAll();
    const stored = await database.db.shipment.findMany({
      where: { shopId },
      include: { tracking: { include: { events: true } } },
    });
    const fulfillments = read.fulfillments as {
      id: string;
      parcels: { number: string; events: unknown[] }[];
    }[];
    const parcels = fulfillments.flatMap((one) => one.parcels);
    expect(parcels.map(({ number }) => number).sort()).toEqual(
      stored.map(({ numberRaw }) => numberRaw).sort(),
    );
    expect(parcels.some(({ events }) => events.length > 0)).toBe(true);
    expect(read.shop).toMatchObject([{ domain, settings: { stalledDays: 7 } }]);
    expect(read.carrierMappings).toHaveLength(51);
    expect(read.carrierMappings).toContainEqual(
      expect.objectContaining({ company: "Velo", carrierId: "gls" }),
    );
    // What was done with a parcel stands beside it.
    expect(read.changes).toMatchObject([{ action: "data_exported" }]);
  });

  it("holds no key, secret, token or fingerprint, and nothing of another shop", async () => {
    await settings.submit({ intent: "save", ...account });
    await seedShop(database, { domain, parcels: 20 });
    await seedShop(database, { domain: otherDomain, parcels: 20 });
    const { id: otherId } = await shop(otherDomain);
    await database.db.shipment.updateMany({
      where: { shopId: otherId },
      data: { numberRaw: "THEIRS", orderName: "THEIRS" },
    });
    await database.pool.query(
      "UPDATE tracking SET ref = 'ref-' || id, callback_token = 'token-' || id",
    );
    const text = JSON.stringify(await readAll());
    const { db } = database;
    const accounts = await db.keyDeliveryAccount.findMany();
    const sessions = await db.session.findMany();
    const trackings = await db.tracking.findMany();
    const secrets = [
      account.apiKey,
      account.apiSecret,
      ...accounts.flatMap((one) => [one.fingerprint, one.apiKeySealed]),
      ...sessions.flatMap((one) => [one.accessToken, one.refreshToken]),
      ...trackings.flatMap((one) => [one.ref, one.callbackToken]),
      "THEIRS",
      otherDomain,
    ];
    expect(secrets.filter((one) => one && text.includes(one))).toEqual([]);
  });

  it("is read one at a time, and another shop's is another matter", async () => {
    const [mine, another] = [crypto.randomUUID(), crypto.randomUUID()];
    await readPage({ id: mine, section: "shop" });
    await expect(
      readPage({ id: another, section: "shop" }),
    ).rejects.toMatchObject({ status: 409 });
    await readPage({ id: another, section: "shop" }, otherDomain);
    await readPage({ id: mine, section: "changes" });
    await readPage({ id: another, section: "shop" });
  });

  it("that was given up holds nobody up for long", async () => {
    await readPage({ id: crypto.randomUUID(), section: "shop" });
    await database.db.shop.updateMany({
      data: { exportingUntil: new Date(Date.now() - 1) },
    });
    await readPage({ id: crypto.randomUUID(), section: "shop" });
  });

  it.each([
    {},
    { id: "1", section: "shop" },
    { id: crypto.randomUUID(), section: "sessions" },
  ])("answers 400 to %j", async (asked) => {
    await expect(
      readPage(asked as Record<string, string>),
    ).rejects.toMatchObject({ status: 400 });
  });
});

describe("where an export goes on", () => {
  it.each([
    ["changes", "not an id"],
    ["savedViews", "a\0b"],
  ])("is refused in %s when it is %j", async (section, after) => {
    const id = crypto.randomUUID();
    await expect(readPage({ id, section, after })).rejects.toMatchObject({
      status: 400,
    });
  });
});

describe("a deletion", () => {
  it("starts when the shop's name was typed, and the page says how far it is", async () => {
    expect(await load()).toMatchObject({ shopName: "one", deletion: null });
    expect(await submit({ intent: "delete", name: "two" })).toEqual({
      outcome: "wrong_name",
    });
    expect(await load()).toMatchObject({ deletion: null });
    expect(await submit({ intent: "delete", name: "one" })).toEqual({
      outcome: "started",
    });
    expect(await load()).toMatchObject({
      deletion: { deleted: 0, endedAt: null },
    });
    const jobs = await running.app.pool.query(
      "SELECT data FROM pgboss.job WHERE name = 'delete-data'",
    );
    const { id } = await database.db.dataDeletion.findFirstOrThrow();
    expect(jobs.rows).toContainEqual({ data: { deletionId: id } });
  });

  it("answers 400 to another intent", async () => {
    await expect(submit({ intent: "drop" })).rejects.toMatchObject({
      status: 400,
    });
  });
});
