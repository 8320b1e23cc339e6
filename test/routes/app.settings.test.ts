import { beforeEach, describe, expect, it } from "vitest";
import { action } from "#app/routes/app.settings.tsx";
import { serverError } from "#test/sandbox/keydelivery/faults.ts";
import { account, domain, otherDomain, useSettings } from "./use-settings.ts";

const settings = useSettings();
const { database, load, submit } = settings;

const nothingTyped = { apiKey: "", apiSecret: "" };
const save = (fields: Record<string, string> = account, shop = domain) =>
  submit({ intent: "save", ...fields }, shop);
const changes = (values: Record<string, unknown>) => ({
  changes: JSON.stringify(values),
});
const accounts = () =>
  database.db.keyDeliveryAccount.findMany({ orderBy: { id: "asc" } });

// The first page load of a shop installs it.
beforeEach(async () => {
  await load(domain);
});

describe("the page", () => {
  it("shows a shop without an account that it has none", async () => {
    expect(await load()).toMatchObject({
      account: { kind: "none" },
      operatorAvailable: false,
      settings: { automaticRegistration: true, stalledDays: 7 },
      dataExports: [],
    });
  });

  it("shows a connected account without its key, secret or fingerprint", async () => {
    await save();
    const view = await load();
    expect(view.account).toMatchObject({
      kind: "own",
      hint: "1a2B",
      state: "active",
      lastSuccessAt: expect.any(String) as string,
    });
    const [row] = await accounts();
    const text = JSON.stringify(view);
    for (const secret of [
      account.apiKey,
      account.apiSecret,
      row!.apiKeySealed!,
      row!.apiSecretSealed!,
      row!.fingerprint,
    ])
      expect(text).not.toContain(secret);
  });

  it("is for callers with a session token only", async () => {
    const request = new Request("https://app.example.com/app/settings", {
      method: "POST",
      body: new URLSearchParams({ intent: "disconnect" }),
      headers: { "user-agent": "Mozilla/5.0 Chrome/142.0 Safari/537.36" },
    });
    const answer = action({ request, context: settings.context(), params: {} });
    await expect(answer).rejects.toBeInstanceOf(Response);
  });

  it.each(["", "drop"])("answers 400 to the intent '%s'", async (intent) => {
    await expect(submit({ intent })).rejects.toMatchObject({ status: 400 });
  });

  it("answers 400 to a body that is no form", async () => {
    const request = settings.request("/app/settings", domain);
    const post = new Request(request, { method: "POST", body: "{" });
    const answer = action({
      request: post,
      context: settings.context(),
      params: {},
    });
    await expect(answer).rejects.toMatchObject({ status: 400 });
  });
});

describe("saving", () => {
  it("connects an account that works, and leaves no secret in any row or log", async () => {
    expect(await save()).toEqual({ outcome: "saved", check: "ok" });
    expect(await accounts()).toMatchObject([
      { current: true, apiKeyHint: "1a2B" },
    ]);
    const [rows] = await database.db.$queryRaw<{ dump: string }[]>`
      SELECT database_to_xml(true, false, '')::text AS dump`;
    for (const text of [rows!.dump, settings.lines.join("\n")]) {
      expect(text).not.toContain(account.apiKey);
      expect(text).not.toContain(account.apiSecret);
    }
    expect(rows!.dump).toContain("staff:4200");
  });

  it("saves nothing, not even the switch, when the key is wrong", async () => {
    expect(
      await save({
        ...account,
        apiKey: "wrong",
        ...changes({ automaticRegistration: false }),
      }),
    ).toEqual({ outcome: "invalid", errors: { apiKey: "bad_key" } });
    expect(await accounts()).toEqual([]);
    expect((await settings.shop()).automaticRegistration).toBe(true);
  });

  it("keeps the connected account when a new secret for it is wrong", async () => {
    await save();
    const before = await accounts();
    expect(await save({ apiKey: "", apiSecret: "wrong" })).toEqual({
      outcome: "invalid",
      errors: { apiSecret: "bad_secret" },
    });
    expect(await accounts()).toEqual(before);
  });

  it("names the fields that are missing or cannot be", async () => {
    expect(await save({ apiKey: "a b", apiSecret: "sécret" })).toEqual({
      outcome: "invalid",
      errors: { apiKey: "characters", apiSecret: "characters" },
    });
    expect(await save({ apiKey: account.apiKey, apiSecret: " " })).toEqual({
      outcome: "invalid",
      errors: { apiSecret: "missing" },
    });
    expect(await accounts()).toEqual([]);
  });

  it("connects an account that cannot be checked, and says so", async () => {
    settings.running.keydelivery.failNext(serverError);
    expect(await save()).toEqual({ outcome: "saved", check: "unreachable" });
    expect(await accounts()).toMatchObject([{ current: true }]);
  });

  it("saves nothing that it may not ask about, when too many were tested", async () => {
    const guess = { ...account, apiKey: "wrong" };
    for (let count = 0; count < 10; count++) await save(guess);
    expect(
      await save({ ...account, ...changes({ automaticRegistration: false }) }),
    ).toEqual({ outcome: "not_checked" });
    expect(await accounts()).toEqual([]);
    expect((await settings.shop()).automaticRegistration).toBe(true);
  });

  it("turns automatic registration off and asks KeyDelivery nothing", async () => {
    const asked = settings.running.keydelivery.journal.requests.length;
    expect(await save(changes({ automaticRegistration: false }))).toEqual({
      outcome: "saved",
      check: null,
    });
    expect((await load()).settings.automaticRegistration).toBe(false);
    expect(settings.running.keydelivery.journal.requests).toHaveLength(asked);
    expect(await accounts()).toEqual([]);
  });

  it("changes nothing of another shop", async () => {
    await load(otherDomain);
    await save(account, otherDomain);
    const before = await accounts();
    await save({ ...account, ...changes({ automaticRegistration: false }) });
    await submit({ intent: "disconnect" });
    expect(await accounts()).toEqual(expect.arrayContaining(before));
    expect(await load(otherDomain)).toMatchObject({
      account: { kind: "own" },
      settings: { automaticRegistration: true },
    });
  });
});

describe("testing the connection", () => {
  const test = (fields: Record<string, string> = nothingTyped) =>
    submit({ intent: "test", ...fields });

  it("tests what was typed and saves nothing", async () => {
    expect(await test(account)).toEqual({ outcome: "tested", check: "ok" });
    expect(await test({ ...account, apiSecret: "wrong" })).toEqual({
      outcome: "invalid",
      errors: { apiSecret: "bad_secret" },
    });
    expect(await accounts()).toEqual([]);
  });

  it("asks for both fields when nothing is typed or stored", async () => {
    expect(await test()).toEqual({
      outcome: "invalid",
      errors: { apiKey: "missing", apiSecret: "missing" },
    });
  });

  it("tests what is stored when nothing is typed, and ends a pause when it works", async () => {
    await save();
    await database.db.keyDeliveryAccount.updateMany({
      data: {
        state: "invalid_credentials",
        pausedUntil: new Date("2099-01-01"),
      },
    });
    expect(await test()).toEqual({ outcome: "tested", check: "ok" });
    expect((await load()).account).toMatchObject({
      state: "active",
      pausedUntil: null,
      lastSuccessAt: expect.any(String) as string,
    });
  });

  it("leaves the pause when other credentials were typed", async () => {
    await save();
    await database.db.keyDeliveryAccount.updateMany({
      data: { state: "invalid_credentials", apiSecretSealed: null },
    });
    await test(account);
    expect((await load()).account.state).toBe("invalid_credentials");
  });
});

describe("disconnecting", () => {
  it("erases the credentials, and can be followed by connecting again", async () => {
    await save();
    expect(await submit({ intent: "disconnect" })).toEqual({
      outcome: "disconnected",
    });
    expect((await load()).account.kind).toBe("none");
    expect(await accounts()).toMatchObject([
      { current: false, apiKeySealed: null, apiSecretSealed: null },
    ]);
    await save();
    expect(await accounts()).toMatchObject([{ current: true }]);
  });
});
