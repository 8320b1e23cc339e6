import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { sendWebhook } from "./send-webhook.ts";
import { callbackTokens } from "./serve-ingress.ts";
import { useIngress } from "./use-ingress.ts";

const ingress = useIngress({ heldRows: 1, waitMs: 300 });
const body = '{"id":1}';
const token = callbackTokens.tokenOf(
  callbackTokens.refOf({ fingerprint: "f", carrierId: "usps", number: "1" }),
);

const send = (changes?: Record<string, string>, text = body) =>
  sendWebhook(ingress.url(), text, changes);
const push = (path: string, text: string) =>
  fetch(`${ingress.url()}/callbacks/keydelivery/${path}`, {
    method: "POST",
    body: text,
  });

const cases: [outcome: string, kind: string, act: () => Promise<Response>][] = [
  ["stored", "webhook", () => send()],
  ["refused", "webhook", () => send({ "x-shopify-hmac-sha256": "no" })],
  ["malformed", "webhook", () => send({}, "[]")],
  ["too_large", "webhook", () => send({}, "x".repeat(1024 ** 2 + 1))],
  ["stored", "push", () => push(token, "{}")],
  ["refused", "push", () => push("no-token", "{}")],
  ["malformed", "push", () => push(token, "nothing")],
  ["too_large", "push", () => push(token, "x".repeat(8 * 1024 ** 2 + 1))],
];

it.each(cases)(
  "says %s of a %s once it is answered",
  async (outcome, kind, act) => {
    await act();
    await expect
      .poll(() => ingress.answered)
      .toMatchObject([{ outcome, kind }]);
    const [{ topic, seconds } = {}] = ingress.answered;
    expect(topic).toBe(kind === "webhook" ? "fulfillments/create" : undefined);
    expect(seconds).toBeGreaterThan(0);
  },
);

it("says gone of a sender that does not wait for the end of its own request", async () => {
  const { port } = new URL(ingress.url());
  const socket = connect(Number(port), "127.0.0.1");
  socket.write(
    "POST /webhooks/shopify HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{",
    () => socket.destroy(),
  );
  await expect
    .poll(() => ingress.answered)
    .toMatchObject([{ outcome: "gone" }]);
});

describe("with a database that hangs", () => {
  afterEach(() => ingress.proxy().setMode("pass"));

  it("says failed of what was not stored in time, and overloaded of what found no room", async () => {
    ingress.proxy().setMode("hang");
    const answers = await Promise.all([send(), send()]);
    expect(answers.map(({ status }) => status)).toEqual([503, 503]);
    await expect
      .poll(() => ingress.answered.map(({ outcome }) => outcome).sort())
      .toEqual(["failed", "overloaded"]);
  });
});
