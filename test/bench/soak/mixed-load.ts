import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import type { CallbackTokens } from "#app/platform/callback-tokens.server.ts";
import { pushBody } from "#test/bench/push-bodies.ts";
import { benchShop, signedWebhooks } from "#test/bench/signed-webhooks.ts";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { browserHeaders } from "#test/sandbox/start-sandbox.ts";

export type Kind = "webhook" | "push" | "page" | "lookUp";

export type MixedLoad = {
  /** Sends what is next. @throws Error where it is not answered as it should be */
  sendNext(): { kind: Kind; done: Promise<void> };
  /** Reads which parcels are tracked by now: pushes go to them. */
  learn(): Promise<void>;
  /** What was answered 200, and how often only after a 503. */
  sent: {
    webhooks: number;
    pushes: number;
    scans: Map<string, number>;
    repeats: number;
  };
};

type World = {
  url: string;
  secret: string;
  pool: Pool;
  tokens: Pick<CallbackTokens, "tokenOf">;
  /** Of the shop's merchant, fresh. */
  sessionToken(): string;
};

type Parcel = { id: string; number: string; ref: string };

// For each webhook about as many pushes as a parcel has in this run, and now and then somebody looks.
const turns: Kind[] =
  "webhook push push webhook push push push webhook push page push push webhook push push push webhook push lookUp push".split(
    " ",
  ) as Kind[];

const bytes = 2_500;
const scansAtOnce = 2;
const pushesOfParcel = 3;
const mostRepeats = 20;
const repeatMs = 250;

/** Webhooks, pushes, pages of the admin and shoppers' look-ups, one after the other in a fixed order. */
export function createMixedLoad(world: World): MixedLoad {
  const sent = {
    ...{ webhooks: 0, pushes: 0, repeats: 0 },
    scans: new Map<string, number>(),
  };
  const parcels: Parcel[] = [];
  const newest = { id: "00000000-0000-0000-0000-000000000000" };
  let turn = 0;
  let webhook = 0;
  let push = 0;
  let visitor = 0;

  // As their senders do: what is answered 503 comes again.
  const post = async (address: string, init: RequestInit) => {
    for (let left = mostRepeats; ; left--) {
      const response = await fetch(address, { ...init, method: "POST" });
      if (response.status !== 503 || left === 0) return expectOk(response);
      await response.arrayBuffer();
      sent.repeats += 1;
      await sleep(repeatMs);
    }
  };
  const sendWebhook = async () => {
    const [request] = signedWebhooks({
      ...{ from: ++webhook, count: 1, bytes },
      secret: world.secret,
    });
    await post(`${world.url}${request?.path ?? ""}`, {
      body: String(request?.body),
      headers: Object.entries(request?.headers ?? {}).map(
        ([name, value]): [string, string] => [name, String(value)],
      ),
    });
    sent.webhooks += 1;
  };
  const sendPush = async ({ number, ref }: Parcel, scans: number) => {
    const token = world.tokens.tokenOf(ref);
    await post(`${world.url}/callbacks/keydelivery/${token}`, {
      headers: { "content-type": "application/json" },
      body: pushBody(number, scans),
    });
    sent.pushes += 1;
    sent.scans.set(number, Math.max(scans, sent.scans.get(number) ?? 0));
  };
  const openPage = async () => {
    const page = new URL("/app/shipments", world.url);
    page.search = new URLSearchParams({
      embedded: "1",
      shop: benchShop,
      host: Buffer.from("admin.shopify.com/store/bench").toString("base64"),
      id_token: world.sessionToken(),
    }).toString();
    await expectOk(await fetch(page, { headers: browserHeaders }));
  };
  const lookUp = async ({ number }: Parcel) => {
    const page = new URL("/proxy/track", world.url);
    const id = Number(/\d+$/.exec(number)?.[0]);
    page.search = signProxyQuery(
      { shop: benchShop, o: `#${1_000 + id}`, n: number },
      world.secret,
    ).toString();
    visitor += 1;
    const from = `10.${visitor >> 16}.${(visitor >> 8) & 255}.${visitor & 255}`;
    await expectOk(await fetch(page, { headers: { "x-forwarded-for": from } }));
  };

  const send = (kind: Kind): { kind: Kind; done: Promise<void> } => {
    const parcel = parcels[Math.floor(push / pushesOfParcel)];
    // Until a parcel is tracked there is nothing to push and nothing to find.
    if (kind === "webhook" || !parcel)
      return { kind: "webhook", done: sendWebhook() };
    switch (kind) {
      case "push": {
        const scans = scansAtOnce * (1 + (push++ % pushesOfParcel));
        return { kind, done: sendPush(parcel, scans) };
      }
      case "page":
        return { kind, done: openPage() };
      case "lookUp":
        return { kind, done: lookUp(parcel) };
    }
  };

  return {
    sendNext: () => send(turns[turn++ % turns.length] ?? "webhook"),
    sent,
    async learn() {
      const { rows } = await world.pool.query<Parcel>(
        `SELECT id, number, ref FROM tracking
         WHERE id > $1 AND registration = 'registered' ORDER BY id`,
        [newest.id],
      );
      parcels.push(...rows);
      newest.id = rows.at(-1)?.id ?? newest.id;
    },
  };
}

async function expectOk(response: Response) {
  await response.arrayBuffer();
  if (!response.ok)
    throw new Error(`${new URL(response.url).pathname}: ${response.status}`);
}
