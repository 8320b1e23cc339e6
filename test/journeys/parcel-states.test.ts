import { beforeEach, describe, expect, it } from "vitest";
import { keyboardOrder } from "./keyboard-order.ts";
import { hasBrowser } from "./open-browser.ts";
import { useAppPages } from "./use-app-pages.ts";

const slow = { timeout: 60_000 };

describe.skipIf(!hasBrowser())(
  "the page of a parcel",
  { timeout: 180_000 },
  () => {
    const { running, database, open, parcelPath, findFaults } = useAppPages({
      shops: ["one"],
    });
    const events = { name: "Events" };

    beforeEach(() => {
      running.complaints.length = 0;
    });

    it("can be used by the keyboard alone", async () => {
      const frame = await open("one", await parcelPath("one", "in_transit"));
      await frame.getByRole("heading", events).waitFor(slow);
      const { controls, reached } = await keyboardOrder(running.page, frame);
      expect(controls).not.toEqual([]);
      expect(reached).toEqual(controls);
      await frame.getByRole("button", { name: "Change carrier" }).focus();
      await running.page.keyboard.press("Enter");
      await frame.getByLabel("Carrier", { exact: true }).waitFor(slow);
      expect(await findFaults(frame)).toEqual([]);
    });

    it("shows its outline while it is loaded", async () => {
      const { page } = running;
      const frame = await open("one", "/app/shipments");
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route("**/app/shipments/*.data*", async (route) => {
        await held;
        await route.continue();
      });
      await frame.locator("a[data-primary-link]").first().click(slow);
      await frame.locator("main[aria-busy=true]").waitFor(slow);
      await frame.getByRole("heading", { name: "Loading" }).waitFor();
      expect(await findFaults(frame)).toEqual([]);
      release();
      await frame.getByRole("heading", events).waitFor(slow);
      await page.unrouteAll({ behavior: "wait" });
    });

    it("says what to do and what to report when it fails, and comes back", async () => {
      const rename = (from: string, to: string) =>
        database.pool.query(`ALTER TABLE ${from} RENAME TO ${to}`);
      const path = await parcelPath("one", "in_transit");
      await rename("tracking_event", "elsewhere");
      const frame = await open("one", path).finally(() =>
        rename("elsewhere", "tracking_event"),
      );
      const reference = await frame.getByText("Reference: ").innerText(slow);
      expect(running.sandbox.app.log()).toContain(
        `"requestId":"${reference.replace("Reference: ", "")}"`,
      );
      // The browser tells of the status, and React Router of the failure.
      running.complaints.length = 0;
      expect(await findFaults(frame)).toEqual([]);
      await frame.getByRole("button", { name: "Try again" }).click();
      await frame.getByRole("heading", events).waitFor(slow);
    });
  },
);
