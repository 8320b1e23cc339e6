import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { shipParcels } from "#test/routes/ship-parcels.ts";
import { domain, otherDomain } from "#test/routes/use-settings.ts";
import { useWholeApp } from "./use-whole-app.ts";
import {
  forgedTokens,
  splitTokens,
  tokensOfOthers,
  unsplit,
} from "./wrong-tokens.ts";

const { database, ask, askAs, page } = useWholeApp();

const folder = path.resolve(import.meta.dirname, "../../app/routes");
const placeholder = "00000000-0000-7000-8000-000000000000";

type Route = {
  name: string;
  path: string;
  index: boolean;
  page: boolean;
  loader: boolean;
  action: boolean;
};

/** Every route, read from its file: a new one is attacked as soon as it is there. */
const routes = readdirSync(folder)
  .filter((file) => file.endsWith(".tsx"))
  .map((file): Route => {
    const name = file.replace(/\.tsx$/, "");
    const text = readFileSync(path.join(folder, file), "utf8");
    const has = (what: string) =>
      new RegExp(`export (async )?function ${what}\\b`).test(text);
    const parts = name.split(".").filter((part) => part !== "_index");
    const words = parts.map((part) =>
      part.startsWith("$") ? placeholder : part.replace(/_$/, ""),
    );
    return {
      name,
      path: `/${words.join("/")}`,
      index: name.endsWith("_index"),
      page: /export default/.test(text),
      loader: has("loader"),
      action: has("action"),
    };
  });

// Nothing of a shop is behind these: they ask for no session, or take the browser on.
const open = ["_index", "auth.$", "auth.login", "app.$"];
const ofAdmin = routes.filter(
  ({ name }) => name.startsWith("app") && !open.includes(name),
);
const ofExtensions = routes.filter(({ name }) => name.startsWith("api."));
const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const everyIntent =
  "intent=disconnect&name=one&kind=archive&query=&changes=%7B%7D&shipmentId=" +
  placeholder;

const handlersOf = ({ loader, action }: Route) => [
  ...(loader ? (["GET"] as const) : []),
  ...(action ? (["POST"] as const) : []),
];
const cases = (some: Route[]) =>
  some.flatMap((route) =>
    handlersOf(route).map((method) => ({ ...route, method })),
  );

const counted = [
  "shop",
  "shipment",
  "tracking",
  "audit_entry",
  "keydelivery_account",
  "shop_work",
  "data_deletion",
  "bulk_action",
  "saved_view",
  "backfill",
  "refresh",
];
const rows = async () => {
  const sums = counted.map(
    (table) =>
      `SELECT '${table}' AS name, md5(string_agg(one::text, '' ORDER BY one::text)) AS sum FROM ${table} AS one`,
  );
  const found = await database.pool.query(sums.join(" UNION ALL "));
  return found.rows as unknown;
};

async function shown(answer: Response) {
  const text = await answer.text();
  return { status: answer.status, text, headers: answer.headers };
}

beforeEach(async () => {
  for (const shop of [domain, otherDomain])
    await (await askAs(shop, "/app.data")).text();
  await shipParcels(
    database.db,
    domain,
    [{ number: "PLANTED1", order: "1001" }],
    { context: "PLANTED" },
  );
});

it("the routes are read from their files", () => {
  expect(ofAdmin.length).toBeGreaterThan(15);
  expect(ofExtensions).toHaveLength(2);
  const others = routes.filter(
    (route) => ![...ofAdmin, ...ofExtensions].includes(route),
  );
  expect(others.map(({ name }) => name).sort()).toEqual(
    [...open, "proxy.track"].sort(),
  );
});

describe.each(cases(ofAdmin))("$method $path", ({ path, method, index }) => {
  const address = (end: string) =>
    `${path}${end}${index ? "?index" : "?of=shop"}`;
  const body = method === "POST" ? everyIntent : undefined;

  it("shows and changes nothing for any token that is not of the shop's admin", async () => {
    const before = await rows();
    for (const [what, token] of Object.entries({
      ...forgedTokens,
      ...tokensOfOthers,
      ...splitTokens,
    })) {
      const authorization = token() && `Bearer ${token()}`.replace(...unsplit);
      const headers = { ...form, ...(authorization && { authorization }) };
      for (const end of ["", ".data"]) {
        const answer = await shown(
          await ask(address(end), { method, body, headers }),
        );
        expect(answer.status, `a token that ${what}`).not.toBe(200);
        expect(answer.status, `a token that ${what}`).toBeLessThan(500);
        expect(answer.text).not.toContain("PLANTED");
        expect(answer.text).not.toContain(otherDomain);
      }
    }
    expect(await rows()).toEqual(before);
  });

  it.runIf(method === "POST")(
    "refuses a form of another site, whatever token comes with it",
    async () => {
      const before = await rows();
      const origins = ["https://evil.example.com", "null", "://"];
      for (const origin of origins) {
        for (const end of ["", ".data"]) {
          const answer = await shown(
            await askAs(domain, address(end), {
              method,
              body,
              headers: { ...form, origin },
            }),
          );
          expect(answer.status, origin).toBe(403);
          expect(answer.text).not.toContain("PLANTED");
        }
      }
      expect(await rows()).toEqual(before);
    },
  );

  it.runIf(method === "GET")(
    "does the same for a token in its address, when another site leads there",
    async () => {
      const before = await rows();
      for (const [what, token] of Object.entries({
        ...forgedTokens,
        ...tokensOfOthers,
      })) {
        const search = new URLSearchParams({
          embedded: "1",
          shop: domain,
          host: Buffer.from("admin.shopify.com/store/one").toString("base64"),
          id_token: token().slice(0, 5_000),
        }).toString();
        const answer = await shown(
          await ask(`${address("")}&${search}`, {
            method,
            body,
            headers: { ...form, origin: "https://evil.example.com" },
          }),
        );
        expect(answer.status, `a token that ${what}`).not.toBe(200);
        expect(answer.status, `a token that ${what}`).toBeLessThan(500);
        expect(answer.text).not.toContain("PLANTED");
        expect(answer.headers.get("set-cookie")).toBeNull();
      }
      expect(await rows()).toEqual(before);
    },
  );
});

describe.each(cases(ofExtensions))("$method $path", ({ path, method }) => {
  const address = `${path.replace(placeholder, "1001")}?number=PLANTED1`;
  const isCustomers = path.startsWith("/api/customer");
  it("answers 401 to any token that is not of its kind", async () => {
    const before = await rows();
    const wrong = { ...forgedTokens, ...(isCustomers ? {} : tokensOfOthers) };
    for (const [what, token] of Object.entries(wrong)) {
      const headers = { ...json, authorization: `Bearer ${token()}` };
      const body =
        method === "POST"
          ? JSON.stringify({ intent: "retry", shipmentId: placeholder })
          : undefined;
      const answer = await shown(await ask(address, { method, body, headers }));
      expect(answer.status, `a token that ${what}`).toBe(401);
      expect(answer.text).not.toContain("PLANTED");
    }
    expect(await rows()).toEqual(before);
  });
});

describe("the same routes", () => {
  const pages = ofAdmin.filter(
    (route) => route.page && !route.path.includes(placeholder),
  );

  it.each(pages)("open $path for the shop's admin", async ({ path }) => {
    const answer = await shown(await page(path));
    expect(answer.status).toBe(200);
    expect(answer.text).toContain("<script");
  });
});
