import { expect, test } from "vitest";
import { acceptAndCut } from "./faults.ts";
import { account, openSimulator, other, webhookUrl } from "./open-simulator.ts";

test("a repeat is answered 60201 and keeps the first webhook URL", async () => {
  const { simulator, create } = await openSimulator();
  expect(await create("A1")).toEqual({ outcome: "created" });
  expect(await create("A1", "http://127.0.0.1:9/second")).toEqual({
    outcome: "exists",
  });
  expect(simulator.trackings()).toMatchObject([{ number: "A1", webhookUrl }]);
  expect(simulator.journal.createCalls()).toBe(2);
  expect(simulator.journal.accepted()).toEqual([
    { account: 0, carrierId: "usps", number: "A1", count: 1 },
  ]);
});

test("a repeat is told from one that had no answer", async () => {
  const { simulator, create } = await openSimulator();
  simulator.failNext(acceptAndCut);
  await expect(create("A1")).rejects.toThrow();
  await create("A1");
  expect(simulator.journal.needlessCreates()).toEqual([]);
  await create("A1");
  expect(simulator.journal.needlessCreates()).toMatchObject([
    { account: 0, carrierId: "usps", number: "A1" },
  ]);
  await create("A2");
  expect(simulator.journal.needlessCreates()).toHaveLength(1);
});

test("another carrier, number or account is another tracking", async () => {
  const { simulator, client, create } = await openSimulator();
  await create("A1");
  await create("A2");
  await create("A1", webhookUrl, "ups");
  const request = { carrierId: "usps", trackingNumber: "A1", webhookUrl };
  await client.createTracking(other, request);
  expect(simulator.journal.accepted().map(({ count }) => count)).toEqual([
    1, 1, 1, 1,
  ]);
});

test("a tracking that was made elsewhere is answered 60201 and pushes nothing", async () => {
  const { simulator, client, create } = await openSimulator();
  simulator.seedElsewhere({ carrierId: "usps", number: "A1" });
  expect(await create("A1")).toEqual({ outcome: "exists" });
  await simulator.pushNow("A1", { scans: [{ context: "Out", code: "5" }] });
  expect(simulator.journal.pushesSent()).toBe(0);
  const request = { carrierId: "usps", trackingNumber: "A1" };
  expect(await client.queryRealtime(account, request)).toMatchObject({
    outcome: "found",
    statusCode: "5",
  });
  expect(simulator.journal.accepted()).toEqual([]);
});

test("a quota is used up by new trackings only, and can be raised", async () => {
  const { simulator, create } = await openSimulator({
    accounts: [{ ...account, quota: 1 }],
  });
  await create("A1");
  expect(await create("A1")).toEqual({ outcome: "exists" });
  await expect(create("A2")).rejects.toMatchObject({ remedy: "pause_quota" });
  simulator.setQuota(account.apiKey, 5);
  expect(await create("A2")).toEqual({ outcome: "created" });
});

test("a carrier that is added is taken from then on", async () => {
  const { simulator, create } = await openSimulator();
  await expect(create("A1", webhookUrl, "evri")).rejects.toMatchObject({
    answerCode: "405",
  });
  simulator.addCarrier("evri", "Evri");
  expect(await create("A1", webhookUrl, "evri")).toEqual({
    outcome: "created",
  });
});

test("detection answers by the longest beginning, else 406", async () => {
  const { simulator, client } = await openSimulator();
  simulator.setDetection("LY", ["usps"]);
  simulator.setDetection("LY8", ["china_post", "usps"]);
  expect(await client.detectCarriers(account, "LY811")).toMatchObject([
    { carrierId: "china_post" },
    { carrierId: "usps" },
  ]);
  expect(await client.detectCarriers(account, "LY7")).toMatchObject([
    { carrierId: "usps" },
  ]);
  expect(await client.detectCarriers(account, "XX")).toEqual([]);
});

test("real-time knows nothing of a parcel without a scan", async () => {
  const { client, create } = await openSimulator();
  const request = { carrierId: "usps", trackingNumber: "A1" };
  expect(await client.queryRealtime(account, request)).toEqual({
    outcome: "nothing_yet",
  });
  await create("A1");
  expect(await client.queryRealtime(account, request)).toEqual({
    outcome: "nothing_yet",
  });
});

test("the journal holds no secret", async () => {
  const { simulator, create } = await openSimulator();
  await create("A1");
  const written = JSON.stringify([
    simulator.journal.requests,
    simulator.journal.pushes,
  ]);
  expect(written).not.toMatch(/KEY|SECRET|[0-9A-F]{32}|callbacks/);
});
