import { beforeEach, describe, expect, it } from "vitest";
import { Liquid } from "liquidjs";
import { storefrontTexts } from "#app/features/storefront/storefront-texts.ts";
import { loader } from "#app/routes/proxy.track.tsx";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { shipParcels } from "./ship-parcels.ts";
import { domain, otherDomain, useSettings } from "./use-settings.ts";

const { database, context, running, lines } = useSettings();
const secret = "simulated-secret";
const texts = storefrontTexts.en!;
const nasty = `</p><script>alert(1)</script>{{ shop.name }}{% assign x = 1 %}"'&`;

const ask = (search: URLSearchParams | string, headers = {}, method = "GET") =>
  loader({
    request: new Request(
      `https://app.example.com/proxy/track?${search.toString()}`,
      {
        method,
        headers: { "x-forwarded-for": "203.0.113.9", ...headers },
      },
    ),
    context: context(),
    params: {},
  });
const lookUp = async (
  fields: Record<string, string | string[]>,
  headers = {},
) => {
  const answer = await ask(
    signProxyQuery({ shop: domain, part: "1", ...fields }, secret),
    headers,
  );
  return { answer, text: await answer.text() };
};

beforeEach(() =>
  shipParcels(database.db, domain, [
    { number: "1ZAAA", order: "#1001" },
    { number: "1ZBBB", order: "#1001", status: "delivered" },
    { number: "1ZCCC", order: "#1002" },
  ]),
);

describe("a shopper who names the order and one of its numbers", () => {
  it("sees every parcel of the order, the named one first", async () => {
    const { answer, text } = await lookUp({ o: " 1001 ", n: "1z bbb" });
    expect(answer.status).toBe(200);
    expect(text).toContain("1ZAAA");
    expect(text.indexOf("1ZBBB")).toBeLessThan(text.indexOf("1ZAAA"));
    expect(text).toContain("Leipzig");
    expect(text).toContain("Delivered");
    expect(text).toContain('href="https://carrier.example.com/1"');
    expect(text).not.toContain("1ZCCC");
  });

  it("sees nothing that a carrier wrote about people", async () => {
    const { text } = await lookUp({ o: "#1001", n: "1ZAAA" });
    expect(text).not.toContain("JANE");
  });

  it("gets an answer that nobody keeps", async () => {
    const { answer } = await lookUp({ o: "#1001", n: "1ZAAA" });
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
  });

  it("reads it in the language of the storefront, else of the browser", async () => {
    const german = await lookUp({ o: "#1001", n: "1ZAAA", locale: "de-AT" });
    expect(german.text).toContain("Unterwegs");
    const korean = await lookUp(
      { o: "#1001", n: "1ZAAA" },
      { "accept-language": "xx, ko-KR;q=0.8" },
    );
    expect(korean.text).toContain("배송 중");
  });

  it("gets a page inside the theme, with what was typed", async () => {
    const search = signProxyQuery(
      { shop: domain, o: "#1001", n: "1ZAAA" },
      secret,
    );
    const answer = await ask(search);
    expect(answer.headers.get("content-type")).toContain("application/liquid");
    const text = await answer.text();
    expect(text).toContain('value="#1001"');
    expect(text).toContain("Leipzig");
  });
});

describe("the same answer comes to whoever names", () => {
  beforeEach(() =>
    shipParcels(database.db, otherDomain, [
      { number: "1ZOTHER", order: "#9001" },
    ]),
  );

  it.each([
    ["no order of ours", { o: "#7777", n: "1ZAAA" }],
    ["another order's number", { o: "#1001", n: "1ZCCC" }],
    ["another shop's order", { o: "#9001", n: "1ZOTHER" }],
    ["wildcards", { o: "%", n: "%" }],
    ["only a part", { o: "#1001", n: "1ZA" }],
    ["a field of SQL", { o: "#1001' OR 1=1 --", n: "1ZAAA' OR 1=1 --" }],
  ])("%s", async (_what, fields) => {
    const { answer, text } = await lookUp(fields);
    expect(answer.status).toBe(200);
    expect(text).toBe(
      `<p class="shiptrack-notice" role="alert">${texts.notFound}</p>`,
    );
  });

  it.each([
    ["no number", { o: "#1001" }],
    ["no order", { n: "1ZAAA" }],
    ["a number that is far too long", { o: "#1001", n: "1".repeat(200) }],
    ["nothing but NUL", { o: "#1001", n: "\0" }],
  ])("%s, and is asked for both", async (_what, fields) => {
    const { text } = await lookUp(fields);
    expect(text).toContain(texts.missing);
  });
});

describe("a request that Shopify did not sign", () => {
  const signed = () =>
    signProxyQuery({ shop: domain, o: "#1001", n: "1ZAAA" }, secret);
  const changed = (change: (query: URLSearchParams) => void) => () => {
    const query = signed();
    change(query);
    return query;
  };
  const at = (seconds: number) => () =>
    signProxyQuery(
      {
        shop: domain,
        o: "#1001",
        n: "1ZAAA",
        timestamp: String(Math.floor(Date.now() / 1_000) + seconds),
      },
      secret,
    );

  it.each([
    ["has no signature", changed((query) => query.delete("signature"))],
    [
      "has another signature",
      changed((query) => query.set("signature", "0".repeat(64))),
    ],
    [
      "has a signature that is cut",
      changed((query) =>
        query.set("signature", query.get("signature")!.slice(0, 40)),
      ),
    ],
    [
      "has two signatures",
      changed((query) => query.append("signature", query.get("signature")!)),
    ],
    ["names another order", changed((query) => query.set("o", "#1002"))],
    ["names a parameter more", changed((query) => query.append("x", "1"))],
    ["names a field twice", changed((query) => query.append("n", "1ZBBB"))],
    ["names another shop", changed((query) => query.set("shop", otherDomain))],
    ["names two shops", changed((query) => query.append("shop", otherDomain))],
    ["is without a time", changed((query) => query.delete("timestamp"))],
    ["is of two minutes ago", at(-120)],
    ["is of the future", at(120)],
    [
      "was signed with another secret",
      () => signProxyQuery({ shop: domain, o: "#1001", n: "1ZAAA" }, "other"),
    ],
    [
      "is for no shop of Shopify's",
      () =>
        signProxyQuery(
          { shop: "evil.example.com", o: "#1001", n: "1ZAAA" },
          secret,
        ),
    ],
    ["is empty", () => new URLSearchParams()],
  ] as [string, () => URLSearchParams][])(
    "is refused when it %s",
    async (_what, query) => {
      const answer = await ask(query());
      expect(answer.status).toBe(401);
      expect(await answer.text()).not.toContain("Leipzig");
    },
  );
});

describe("what came from outside", () => {
  it("is neither HTML nor Liquid in a page, in whatever field it stands", async () => {
    await shipParcels(
      database.db,
      domain,
      [{ number: nasty, order: "#1009" }],
      {
        location: nasty,
        area: nasty,
        code: nasty,
      },
    );
    await database.db.shipment.updateMany({
      where: { orderKey: "1009" },
      data: {
        number: "NASTY",
        carrierId: nasty,
        trackingUrl: "javascript:alert(1)",
      },
    });
    const search = signProxyQuery(
      { shop: domain, o: "#1009", n: "nasty" },
      secret,
    );
    const text = await (await ask(search)).text();
    expect(text).toContain("alert(1)");
    expect(text).not.toContain("<script");
    expect(text).not.toContain("javascript:");
    expect(text).not.toMatch(/{{|{%/);
    // As a theme's engine has it: nothing is left out, nothing is carried out.
    const rendered = (await new Liquid().parseAndRender(text, {
      shop: { name: "LEAK" },
    })) as string;
    expect(rendered).toBe(text);
  });

  it("comes back from the form as it was typed, and harmless", async () => {
    const search = signProxyQuery({ shop: domain, o: nasty, n: nasty }, secret);
    const text = await (await ask(search)).text();
    expect(text).not.toContain("<script");
    expect(text).not.toMatch(/{{|{%/);
  });
});

describe("look-ups", () => {
  it("are limited for each visitor, and open again", async () => {
    const answers: string[] = [];
    for (let turn = 0; turn < 22; turn++)
      answers.push((await lookUp({ o: "#1001", n: `GUESS${turn}` })).text);
    expect(
      answers.slice(0, 20).every((text) => text.includes(texts.notFound)),
    ).toBe(true);
    expect(answers.at(-1)).toContain(texts.limited);
    const other = await lookUp(
      { o: "#1001", n: "1ZAAA" },
      { "x-forwarded-for": "203.0.113.10" },
    );
    expect(other.text).toContain("Leipzig");
    await database.db.lookUpSlot.updateMany({ data: { nextAt: new Date() } });
    expect((await lookUp({ o: "#1001", n: "1ZAAA" })).text).toContain(
      "Leipzig",
    );
  });

  it("leave no address behind", async () => {
    await lookUp({ o: "#1001", n: "1ZAAA" });
    const slots = await database.db.lookUpSlot.findMany();
    expect(slots).toHaveLength(2);
    expect(JSON.stringify(slots)).not.toContain("203.0.113");
    expect(lines.join()).not.toContain("203.0.113");
  });

  it("find nothing of a shop that left", async () => {
    await database.db.shop.updateMany({ data: { state: "uninstalled" } });
    expect((await lookUp({ o: "#1001", n: "1ZAAA" })).text).toContain(
      texts.notFound,
    );
    expect(running.shopify.journal.exchanges).toEqual([]);
  });
});
