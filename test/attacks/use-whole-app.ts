import { afterAll, beforeAll } from "vitest";
import { startWeb } from "#app/server.ts";
import { domain, useSettings } from "#test/routes/use-settings.ts";

type Web = Awaited<ReturnType<typeof startWeb>>;

const browser = "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36";

/** The production build behind a real server, on both simulators: what a stranger meets. */
export function useWholeApp() {
  const settings = useSettings();
  const { running } = settings;
  const served = {} as { web: Web };

  beforeAll(async () => {
    const { app } = running;
    served.web = await startWeb({ ...app, env: { ...app.env, port: 0 } });
  });
  afterAll(() => served.web.close(100));

  const url = (path: string) => `http://127.0.0.1:${served.web.port}${path}`;
  const ask = (path: string, init: RequestInit = {}) =>
    fetch(url(path), {
      redirect: "manual",
      ...init,
      headers: {
        "user-agent": browser,
        ...(init.headers as Record<string, string>),
      },
    });
  return {
    ...settings,
    url,
    port: () => served.web.port,
    /** A request as a browser sends it, without a token. */
    ask,
    /** With a good token of the shop. */
    askAs: (shop: string, path: string, init: RequestInit = {}) =>
      ask(path, {
        ...init,
        headers: {
          authorization: `Bearer ${running.shopify.sessionToken(shop)}`,
          ...(init.headers as Record<string, string>),
        },
      }),
    /** A page as the admin opens it in its frame, with more of a query. */
    page: (path: string, more: Record<string, string> = {}, shop = domain) => {
      const query = new URLSearchParams({
        embedded: "1",
        shop,
        host: Buffer.from(`admin.shopify.com/store/${shop}`).toString("base64"),
        id_token: running.shopify.sessionToken(shop),
        ...more,
      });
      return ask(`${path}?${query.toString()}`);
    },
  };
}
