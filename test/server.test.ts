import { createHmac } from "node:crypto";
import { connect } from "node:net";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { buildOfPages } from "./server/build-of-pages.ts";
import { useWeb } from "./server/use-web.ts";

// React Router warns of a path without a route, but not in production.
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const build = buildOfPages({
  plain: () => null,
  boom: () => {
    throw new Error("planted failure");
  },
  "raw/context": ({ context }) =>
    new Response(String(context.app === web.running.app)),
});
const web = useWeb(build);

describe("a page", () => {
  it("gets the running instances, not its own", async () => {
    expect(await (await web.get("/raw/context")).text()).toBe("true");
  });

  it("is rendered for a crawler too", async () => {
    const headers = { "user-agent": "Googlebot/2.1" };
    const answer = await web.get("/plain", { headers });
    expect(await answer.text()).toContain("page plain");
  });

  it("tells nothing of an error, which is logged with the path alone", async () => {
    const answer = await web.get("/boom?id_token=planted-token");
    expect(await answer.text()).not.toContain("planted");
    const [line] = web.lines.filter(({ level }) => level === "error");
    expect(line).toMatchObject({ path: "/boom" });
    expect(JSON.stringify(web.lines)).not.toContain("planted-token");
  });

  it("is refused with 400 when the Host makes no URL", async () => {
    expect(await sendRaw("GET /plain HTTP/1.1\r\nHost: a b\r\n\r\n")).toMatch(
      /^HTTP\/1.1 400/,
    );
  });
});

it("refuses a method that no page can be asked with", async () => {
  expect(
    await sendRaw("TRACE /plain HTTP/1.1\r\nHost: a.example\r\n\r\n"),
  ).toMatch(/^HTTP\/1.1 405/);
});

describe("the request log", () => {
  it("has method, path, status and time, and neither query nor callback token", async () => {
    const { app } = web.running;
    const subject = { fingerprint: "f", carrierId: "usps", number: "LY1" };
    const token = app.callbackTokens.tokenOf(app.callbackTokens.refOf(subject));
    await web.get("/plain?hmac=planted-hmac");
    await web.get(`/callbacks/keydelivery/${token}`, {
      method: "POST",
      body: "{}",
    });
    await web.get(`//callbacks//keydelivery/${token}`);
    await expect.poll(() => web.lines.length).toBe(3);
    expect(web.lines).toMatchObject([
      { method: "GET", path: "/plain", status: 200, level: "info" },
      { method: "POST", path: "/callbacks/keydelivery/…", status: 200 },
      { method: "GET", status: 404 },
    ]);
    expect(web.lines[0]!["ms"]).toEqual(expect.any(Number));
    expect(JSON.stringify(web.lines)).not.toMatch(
      new RegExp(`planted|${token}`),
    );
  });
});

describe("ingress beside the pages", () => {
  it("stores a webhook that the configured secret signed", async () => {
    const body = '{"id":1}';
    const answer = await web.get("/webhooks/shopify", {
      method: "POST",
      body,
      headers: {
        "x-shopify-topic": "fulfillments/create",
        "x-shopify-hmac-sha256": createHmac("sha256", "planted-api-secret")
          .update(body)
          .digest("base64"),
        "x-shopify-shop-domain": "one.myshopify.com",
        "x-shopify-webhook-id": "1",
      },
    });
    expect(answer.status).toBe(200);
    expect(await web.database.db.webhookDelivery.count()).toBe(1);
  });

  it("has the tracking asked for when its push is over 8 MiB", async () => {
    const { app } = web.running;
    const ref = app.callbackTokens.refOf({
      fingerprint: "f",
      carrierId: "usps",
      number: "LY1",
    });
    const account = await web.database.db.keyDeliveryAccount.create({
      data: { apiKeyHint: "0000", fingerprint: "f" },
    });
    const tracking = await web.database.db.tracking.create({
      data: {
        accountId: account.id,
        carrierId: "usps",
        number: "LY1",
        ref,
        callbackKeyId: 1,
      },
    });
    const path = `/callbacks/keydelivery/${app.callbackTokens.tokenOf(ref)}`;
    const body = "x".repeat(8 * 1024 ** 2 + 1);
    expect((await web.get(path, { method: "POST", body })).status).toBe(200);
    const { rows } = await web.database.pool.query(
      "SELECT data FROM pgboss.job WHERE name = 'check-tracking'",
    );
    expect(rows).toEqual([{ data: { trackingId: tracking.id } }]);
  });
});

function sendRaw(text: string) {
  return new Promise<string>((resolve, reject) => {
    let answer = "";
    const socket = connect(web.running.web.port, "127.0.0.1");
    socket.on("data", (bytes) => {
      answer += bytes.toString();
      socket.end();
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
    socket.write(text);
  });
}
