import { describe, expect, it } from "vitest";
import { z } from "zod";
import { createKeyDeliveryClient } from "#app/keydelivery/index.ts";
import { describeError } from "#app/platform/describe-error.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const planted = "Anna Planted +49 170 1234567 anna@planted.example";
const secret = "planted-app-secret";
const database = useTestDatabase();

const thrownBy = async (act: () => unknown): Promise<unknown> => {
  try {
    await act();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
};
const logged = async (act: () => unknown) =>
  JSON.stringify(describeError(await thrownBy(act), [secret]));

const textOf = (text: string) => () => {
  throw new Error(text);
};

describe("an error as it is logged", () => {
  it.each<[string, () => unknown]>([
    [
      "a database that refuses a value",
      () => database.pool.query("SELECT $1::uuid", [planted]),
    ],
    [
      "a database that refuses a row",
      () =>
        database.pool.query(
          "INSERT INTO shop (id, domain, installed_at) VALUES (gen_random_uuid(), $1, NULL)",
          [planted],
        ),
    ],
    [
      "Prisma with a raw query",
      () => database.db.$queryRaw`SELECT ${planted}::uuid`,
    ],
    [
      "Prisma with an invocation",
      () =>
        database.db.shop.create({
          // @ts-expect-error a field that is none, so that Prisma quotes the invocation
          data: { domain: planted, nothing: planted },
        }),
    ],
    ["a parser of JSON", (): unknown => JSON.parse(planted)],
    ["a number that is none", () => BigInt(planted)],
    [
      "a schema",
      () =>
        z
          .record(z.string(), z.enum(["one"]))
          .parse({ [planted]: planted, other: planted }),
    ],
    ["a URL", () => fetch(`http://[${planted}`)],
    [
      "a KeyDelivery that answers nonsense",
      () =>
        createKeyDeliveryClient({
          baseUrl: "http://127.0.0.1:1",
          fetch: () => Promise.resolve(new Response(planted)),
        }).detectCarriers({ apiKey: planted, apiSecret: planted }, planted),
    ],
    [
      "a library that quotes an answer",
      textOf(`Received an error response:\n${planted}`),
    ],
    ["a library that quotes a value", textOf(`wrong value '${planted}'`)],
  ])("holds nothing of what it was about: %s", async (_case, act) => {
    const line = await logged(act);
    expect(line).not.toMatch(/Anna|Planted|1234567|planted\.example/i);
    expect(line).toContain('"stack":"');
  });

  it.each([
    `eyJhbGciOiJIUzI1NiJ9.eyJwbGFudGVkIjoxfQ.c2lnbmVk`,
    "shpat_0123456789abcdef",
    "Bearer 0123456789abcdef",
    "anna@planted.example",
    "+49 170 1234567",
    secret,
  ])("has %s cut out of its message", async (text) => {
    const line = await logged(textOf(`it failed for ${text} again`));
    expect(line).not.toContain(text);
    expect(line).toContain("it failed for");
  });

  it.each([
    ["postgres://app:planted@db/tracking failed", "planted"],
    ["no answer of https://a.example/x?id_token=planted", "planted"],
    ["POST /callbacks/keydelivery/planted failed", "planted"],
  ])("keeps of an address what is no secret: %s", async (text, hidden) => {
    const line = await logged(textOf(text));
    expect(line).not.toContain(hidden);
    expect(line).toContain("…");
  });

  it("names constraint and code, and its causes", async () => {
    const cause = await thrownBy(() =>
      database.pool.query(
        "INSERT INTO shop (id, domain, installed_at) VALUES (gen_random_uuid(), 'a', NULL)",
      ),
    );
    expect(describeError(new Error("outer", { cause }))).toMatchObject({
      message: "outer",
      cause: { code: "23502", table: "shop" },
    });
  });

  it("says where a schema did not hold, by its own names only", async () => {
    const schema = z.object({ shop: z.object({ id: z.number() }) });
    expect(
      await logged(() => schema.parse({ shop: { id: planted } })),
    ).toContain("shop.id: invalid_type");
  });
});
