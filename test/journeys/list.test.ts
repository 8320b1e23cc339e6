import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Frame } from "playwright-core";
import { describe, expect, it } from "vitest";
import { firstDrawn } from "#app/features/shipments/use-drawn-rows.ts";
import { hasBrowser } from "./open-browser.ts";
import { useAppPages } from "./use-app-pages.ts";

const slow = { timeout: 60_000 };
const parcels = 10_000;

describe.skipIf(!hasBrowser())(
  "the list of parcels, in a real browser:",
  { timeout: 180_000 },
  () => {
    const { running, database, open, findFaults } = useAppPages({
      shops: ["many"],
      worker: true,
    });
    const openList = (search = "") => open("many", `/app/shipments${search}`);
    const rowsOf = (frame: Frame) => frame.locator("tbody tr");
    const searchOf = (frame: Frame) =>
      frame.getByPlaceholder("Search by order or tracking number");
    const inMenu = (name: string) =>
      running.page.locator("#title-bar").getByRole("button", { name });

    async function save(press: () => Promise<void>) {
      const download = running.page.waitForEvent("download", slow);
      await press();
      const file = await download;
      const text = readFileSync(await file.path(), "utf8");
      const rows: string[][] = parse(text, { bom: true });
      return { name: file.suggestedFilename(), rows };
    }

    it("a tab, a filter, a search and an order narrow it down, and stay in its address", async () => {
      const narrowed = await openList("?status=delivered&sort=shipped_asc");
      await rowsOf(narrowed).first().waitFor(slow);
      const states = await rowsOf(narrowed)
        .locator("td:nth-last-child(3)")
        .allInnerTexts();
      expect(states).not.toEqual([]);
      for (const state of states) expect(state).toMatch(/Delivered$/);
      const tabs = await openList();
      await tabs.getByRole("tab", { name: "Exceptions" }).click();
      await tabs.waitForURL(/view=exceptions/, slow);
      const frame = await openList();
      await frame.getByRole("button", { name: "Search and filter" }).click();
      await searchOf(frame).fill("#1001");
      await frame.waitForURL(/q=%231001/, slow);
      // An order of three parcels.
      await rowsOf(frame)
        .nth(3)
        .waitFor({ ...slow, state: "detached" });
      expect(
        await rowsOf(frame).getByRole("link", { name: "#1001" }).count(),
      ).toBe(3);
    });

    it("comes with as many parcels as a screen holds, and draws the others", async () => {
      const sent = running.page.waitForResponse(
        (response) =>
          response.url().includes("/app/shipments?") &&
          response.request().resourceType() === "document",
      );
      const frame = await openList();
      const html = await (await sent).text();
      expect(html.match(/<tr class="parcel"/g)).toHaveLength(firstDrawn);
      await rowsOf(frame).nth(49).waitFor(slow);
    });

    it("is saved as a file, as it is narrowed down", async () => {
      const frame = await openList("?q=%23100");
      await rowsOf(frame).first().waitFor(slow);
      const shown = await rowsOf(frame).count();
      const { name, rows } = await save(() => inMenu("Export").click());
      expect(name).toMatch(/^shipments-\d{4}-\d\d-\d\d\.csv$/);
      expect(rows[0]?.slice(0, 2)).toEqual(["Order", "Tracking number"]);
      expect(rows).toHaveLength(1 + shown);
      await running.page.getByText(/^\d+ parcels exported$/).waitFor(slow);
    });

    it("tells how far a long file has come, and ends it when it is cancelled", async () => {
      const { page } = running;
      const frame = await openList();
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      await page.route("**/shipments/export?*", async (route) => {
        await held;
        await route.continue().catch(() => undefined);
      });
      await inMenu("Export").click();
      await frame.getByText("Exporting: 0 parcels so far").waitFor(slow);
      expect(await inMenu("Export").isDisabled()).toBe(true);
      await frame.getByRole("button", { name: "Cancel" }).click();
      await frame.getByText("Exporting").waitFor({ ...slow, state: "hidden" });
      release();
      await page.unrouteAll({ behavior: "ignoreErrors" });
      const { rows } = await save(() => inMenu("Export").click());
      expect(rows).toHaveLength(1 + parcels);
    });

    const choose = (frame: Frame, order: number) =>
      rowsOf(frame).nth(order).getByRole("checkbox").click();
    const press = (frame: Frame, name: string) =>
      frame.getByRole("button", { name, exact: true }).click();

    it("chosen parcels are archived together, and put back", async () => {
      const frame = await openList("?q=%231001");
      await rowsOf(frame).nth(2).waitFor(slow);
      await choose(frame, 0);
      // While something is chosen, a click in a row chooses it as well.
      await rowsOf(frame).nth(2).locator("td").last().click();
      await press(frame, "Archive");
      await running.page.getByText("2 parcels archived.").waitFor(slow);
      await rowsOf(frame)
        .nth(1)
        .waitFor({ ...slow, state: "detached" });
      const archive = await openList("?view=archived&q=%231001");
      await rowsOf(archive).nth(1).waitFor(slow);
      await choose(archive, 0);
      await rowsOf(archive)
        .nth(1)
        .getByRole("checkbox")
        .click({ modifiers: ["Shift"] });
      await press(archive, "Put back");
      await running.page.getByText("2 parcels put back.").waitFor(slow);
      await rowsOf(archive)
        .first()
        .waitFor({ ...slow, state: "detached" });
    });

    it("a view is saved by its name, and opened as its tab", async () => {
      const { page } = running;
      // The shop has as many as there may be.
      await database.pool.query("DELETE FROM saved_view");
      const frame = await openList("?carrier=ups&sort=shipped_asc");
      await rowsOf(frame).first().waitFor(slow);
      await press(frame, "Save");
      await frame.getByLabel("Name of the view").fill("Old UPS");
      await press(frame, "Save view");
      await page.getByText("View saved").waitFor(slow);
      await frame.waitForURL(/carrier=ups&sort=shipped_asc&saved=/, slow);
      // The form went with what was typed: the tabs are back.
      await frame.locator('.list-filters[data-mode="DEFAULT"]').waitFor(slow);
      // Polaris measures its tabs by hidden ones.
      const tab = frame.getByText("Old UPS").locator("visible=true");
      await tab.first().waitFor(slow);
      expect(await database.db.savedView.findMany()).toMatchObject([
        { name: "Old UPS", query: "carrier=ups&sort=shipped_asc" },
      ]);
    });

    it("chosen parcels get a carrier, and those that cannot say why", async () => {
      const frame = await openList("?registration=ended");
      await rowsOf(frame).nth(1).waitFor(slow);
      await choose(frame, 0);
      await press(frame, "Set carrier");
      const form = frame.locator("form").filter({ hasText: "Which carrier" });
      await form.getByRole("combobox").fill("gls");
      await frame.getByRole("option", { name: /^GLS/ }).first().click();
      const faults = await findFaults(frame);
      // Polaris writes so about its own box for the whole page.
      expect(faults.filter((one) => !one.includes("--indeterminate"))).toEqual(
        [],
      );
      await form.getByRole("button", { name: "Set carrier" }).click();
      await frame
        .getByText("1 stayed as it is: no longer followed (1)")
        .waitFor(slow);
      await press(frame, "Close");
      await frame.getByText("stayed as it is").waitFor({ state: "hidden" });
    });

    it("all that match are archived by a job that tells how far it is", async () => {
      const frame = await openList("?view=exceptions");
      await rowsOf(frame).first().waitFor(slow);
      await frame.locator("thead").getByRole("checkbox").first().click();
      await press(frame, "Select all 116 that match");
      await frame.getByText("All 116 that match are selected.").waitFor(slow);
      await press(frame, "Archive");
      const form = frame.locator("form").filter({ hasText: "Archive 116" });
      await form.getByRole("button", { name: "Archive" }).click();
      await frame.getByText(/^Archiving: \d+ of 116 parcels$/).waitFor(slow);
      await frame
        .getByText("116 parcels archived.")
        .waitFor({ timeout: 60_000 });
      await frame.getByText("No exceptions").waitFor(slow);
      await press(frame, "Close");
      await frame.getByText("116 parcels").waitFor({ state: "hidden" });
      expect(running.complaints).toEqual([]);
    });
  },
);
