import { describe, expect, it } from "vitest";
import { hasBrowser } from "./open-browser.ts";
import { useAppPages } from "./use-app-pages.ts";

const injected = [
  "<script>window.__injected = 'inline'</script>",
  `<img src="x" onerror="window.__injected = 'handler'">`,
  "<a id='planted' href=\"javascript:window.__injected = 'address'\">x</a>",
  "<script src='data:text/javascript,window.__injected=1'></script>",
  "<base href='https://evil.example.com/'>",
].join("");

describe.skipIf(!hasBrowser())(
  "a page into which markup got, in a real browser:",
  { timeout: 180_000 },
  () => {
    const { running, open } = useAppPages({ shops: ["one"] });

    it.each(["/app", "/app/shipments"])(
      "%s runs its own scripts and none that came with it",
      async (path) => {
        const { page, complaints } = running;
        const isDocument = (url: URL) => url.pathname === path;
        await page.route(isDocument, async (route) => {
          if (route.request().resourceType() !== "document")
            return route.continue();
          const response = await route.fetch();
          const body = (await response.text()).replace(
            "<body>",
            `<body>${injected}`,
          );
          return route.fulfill({ response, body });
        });
        const frame = await open("one", path);
        expect(await frame.locator("#planted").count()).toBeLessThan(2);
        await frame.evaluate(() => {
          const script = document.createElement("script");
          script.textContent = "window.__injected = 'added'";
          document.body.append(script);
        });
        const ran = await frame.evaluate(
          () => (window as Window & { __injected?: string }).__injected,
        );
        expect(ran).toBeUndefined();
        expect(await frame.evaluate(() => document.baseURI)).not.toContain(
          "evil",
        );
        const refused = complaints.splice(0).join("\n");
        expect(refused).toMatch(/Content Security Policy/);
        await page.unroute(isDocument);
      },
    );

    it("is, without such markup, refused nothing", async () => {
      const { complaints } = running;
      await open("one", "/app/shipments");
      expect(complaints.splice(0)).toEqual([]);
    });
  },
);
