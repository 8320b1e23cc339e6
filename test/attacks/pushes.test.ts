import { describe, expect, it } from "vitest";
import { callbackTokens } from "#test/ingress/serve-ingress.ts";
import { useIngress } from "#test/ingress/use-ingress.ts";

const ingress = useIngress();
const tokenFor = (number: string) =>
  callbackTokens.tokenOf(
    callbackTokens.refOf({ fingerprint: "f", carrierId: "ups", number }),
  );
const push = (token: string, body = "{}", query = "") =>
  fetch(`${ingress.url()}/callbacks/keydelivery/${token}${query}`, {
    method: "POST",
    body,
  });
const good = tokenFor("LY1");
const other = tokenFor("LY2");

describe("a callback address", () => {
  it.each([
    ["is cut", good.slice(0, -1)],
    ["is cut to nothing", ""],
    ["is lengthened", `${good}A`],
    ["is written twice", good + good],
    ["is in upper case", good.toUpperCase()],
    ["is in lower case", good.toLowerCase()],
    ["is written backwards", [...good].reverse().join("")],
    ["has the ref of another tracking", other.slice(0, 24) + good.slice(24)],
    ["has the signature of another", good.slice(0, 24) + other.slice(24)],
    ["goes on with a path", `${good}/more`],
    ["goes on with a slash", `${good}/`],
    ["has a dot segment", `x/../${good}x`],
    ["has a parameter of a path", `${good};v=1`],
    [
      "is percent-encoded",
      `%${good.charCodeAt(0).toString(16)}${good.slice(1)}`,
    ],
    ["ends in a NUL", `${good}%00`],
    ["ends in a line", `${good}%0d%0aX: y`],
    ["is in standard base64", `${good.slice(0, -2)}+/`],
    ["is padded", `${good}==`],
    ["is of a key that is not held", `__${good.slice(2)}`],
  ])("answers 401 and keeps nothing when it %s", async (_how, token) => {
    expect((await push(token)).status).toBe(401);
    expect(await ingress.pushes()).toEqual([]);
  });

  it("is known with a query behind it, which says nothing", async () => {
    expect((await push(good, "{}", "?token=x")).status).toBe(200);
  });

  it.each([
    ["twice as an object and more", '{}{"a":1}'],
    ["in UTF-16", Buffer.from("{}", "utf16le").toString("latin1")],
    ["behind a byte order mark", "\uFEFF{}"],
    ["behind a blank", ' {"a":1}'],
    ["as an array", "[{}]"],
    ["as form data", "param=%7B%7D"],
  ])("answers 400 to a body that comes %s", async (_how, body) => {
    expect((await push(good, body)).status).toBe(400);
    expect(await ingress.pushes()).toEqual([]);
  });

  it("takes 200 pushes at once; what floods it is let go by, and the tracking asked for instead", async () => {
    const flooded = tokenFor("FLOOD");
    const statuses = new Set<number>();
    const begunAt = Date.now();
    for (let count = 0; count < 230; count++)
      statuses.add((await push(flooded, `{"n":${count}}`)).status);
    expect([...statuses]).toEqual([200]);
    const taken = (await ingress.pushes()).length;
    // Twelve more for each minute that a slow machine took.
    const more = Math.ceil((Date.now() - begunAt) / 5_000);
    expect(taken).toBeGreaterThanOrEqual(200);
    expect(taken).toBeLessThanOrEqual(200 + more);
    expect(ingress.oversized).toHaveLength(2);
    expect((await push(tokenFor("CALM"), "{}")).status).toBe(200);
    expect(await ingress.pushes()).toHaveLength(taken + 1);
  });

  it("takes as many bytes as 200 pushes of 64 kB at once, however few the pushes; the tracking is asked for instead of the rest", async () => {
    const bytes = 2 * 1024 ** 2;
    const stored = () => ingress.database.db.push.count();
    const before = await stored();
    for (let count = 0; count < 10; count++) {
      const body = `{"n":${count},"filler":"`.padEnd(bytes - 2, "x") + '"}';
      expect((await push(tokenFor("BULKY"), body)).status).toBe(200);
    }
    expect((await stored()) - before).toBe(6);
    expect(ingress.oversized).toHaveLength(2);
    expect(ingress.answered.slice(-4)).toMatchObject(
      Array.from({ length: 4 }, () => ({ outcome: "let_go" })),
    );
    // What is left is for ordinary pushes.
    expect((await push(tokenFor("BULKY"), "{}")).status).toBe(200);
    expect((await stored()) - before).toBe(7);
  });
});
