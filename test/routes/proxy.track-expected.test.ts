import { expect, it } from "vitest";
import { loader } from "#app/routes/proxy.track.tsx";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { expectParcels, shipParcels } from "./ship-parcels.ts";
import { domain, otherDomain, useSettings } from "./use-settings.ts";

const { database, context } = useSettings();

async function lookUp() {
  const fields = { shop: domain, part: "1", o: "#1001", n: "1ZAAA" };
  const search = signProxyQuery(fields, "simulated-secret");
  const url = `https://app.example.com/proxy/track?${search.toString()}`;
  const request = new Request(url);
  const answer = await loader({ request, context: context(), params: {} });
  return answer.text();
}

it("tells a shopper on which days what is under way should arrive, where the shop's own parcels say so", async () => {
  // One day or two, by the hour at which this runs.
  const days = /Expected (on )?[A-Z][a-z]+, [A-Z][a-z]+ \d+/g;
  await shipParcels(database.db, domain, [
    { number: "1ZAAA", order: "#1001" },
    { number: "1ZBBB", order: "#1001", status: "delivered" },
  ]);
  const before = await lookUp();
  expect(before).not.toMatch(days);
  await shipParcels(database.db, otherDomain, []);
  await expectParcels(database.db, otherDomain);
  expect(await lookUp()).toBe(before);
  await expectParcels(database.db, domain);
  // Not on the one that was delivered.
  expect((await lookUp()).match(days)).toHaveLength(1);
});
