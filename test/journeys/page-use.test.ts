import type { Frame } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { appPages } from "./app-pages.ts";
import { keyboardOrder } from "./keyboard-order.ts";
import { hasBrowser } from "./open-browser.ts";
import { useAppPages } from "./use-app-pages.ts";

const slow = { timeout: 60_000 };

describe.skipIf(!hasBrowser())("the pages", { timeout: 180_000 }, () => {
  const { running, database, open, findFaults } = useAppPages({
    shops: ["one"],
  });

  beforeEach(() => {
    running.complaints.length = 0;
  });

  it.each(appPages)(
    "can be used by the keyboard alone: $name",
    async (about) => {
      const frame = await open("one", about.path);
      const { controls, reached } = await keyboardOrder(running.page, frame);
      expect(controls).not.toEqual([]);
      expect(reached).toEqual(controls);
      if (!about.opens) return;
      await frame.locator(about.opens.selector).first().focus();
      await running.page.keyboard.press("Enter");
      await frame.waitForURL(about.opens.path, slow);
    },
  );

  const openFromMenu = (name: string) =>
    running.page.getByRole("navigation").getByRole("button", { name }).click();
  const isBusy = (frame: Frame) => frame.locator("main[aria-busy=true]");

  it.each(appPages.filter(({ nav }) => nav))(
    "show the outline of the next one while it is loaded: $name",
    async ({ path, nav, shows }) => {
      const { page } = running;
      const frame = await open(
        "one",
        path === "/app" ? "/app/settings" : "/app",
      );
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route(`**${path.split("?")[0]}.data*`, async (route) => {
        await held;
        await route.continue();
      });
      await openFromMenu(nav);
      await isBusy(frame).waitFor(slow);
      await frame.getByRole("status").getByText("Loading").waitFor();
      expect(await findFaults(frame)).toEqual([]);
      release();
      await isBusy(frame).waitFor({ ...slow, state: "detached" });
      await frame.getByText(shows.one).first().waitFor(slow);
      await page.unrouteAll({ behavior: "wait" });
    },
  );

  const rename = (from: string, to: string) =>
    database.pool.query(`ALTER TABLE ${from} RENAME TO ${to}`);

  const failing = appPages.filter(({ table }) => table);
  it.each(failing)(
    "say what to do and what to report when they fail, and come back: $name",
    async ({ path, table = "", shows }) => {
      await rename(table, "elsewhere");
      const frame = await open("one", path).finally(() =>
        rename("elsewhere", table),
      );
      const reference = await frame.getByText("Reference: ").innerText(slow);
      const id = reference.replace("Reference: ", "");
      expect(running.sandbox.app.log()).toContain(`"requestId":"${id}"`);
      // The browser tells of the status, and React Router of the failure.
      running.complaints.length = 0;
      expect(await findFaults(frame)).toEqual([]);
      await frame.getByRole("button", { name: "Try again" }).click();
      await frame.getByText(shows.one).first().waitFor(slow);
    },
  );

  it("report the failure of a page that is reached inside the app as well", async () => {
    const frame = await open("one", "/app/settings");
    await rename("shipment", "elsewhere");
    await openFromMenu("Shipments");
    const reference = await frame
      .getByText("Reference: ")
      .innerText(slow)
      .finally(() => rename("elsewhere", "shipment"));
    const id = reference.replace("Reference: ", "");
    expect(id).toMatch(/^[0-9a-f]{12}$/);
    expect(running.sandbox.app.log()).toContain(`"requestId":"${id}"`);
  });
});
