import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import type { Frame } from "playwright-core";
import { beforeEach, describe, expect, it } from "vitest";
import { hasBrowser } from "./open-browser.ts";
import { useAppPages } from "./use-app-pages.ts";

const slow = { timeout: 60_000 };

describe.skipIf(!hasBrowser())(
  "a merchant looks at the analytics, in a real browser:",
  { timeout: 180_000 },
  () => {
    const { running, open } = useAppPages({ shops: ["empty", "extreme"] });
    let frame: Frame;

    beforeEach(async () => {
      frame = await open("extreme", "/app/analytics?range=last_90");
      await frame.getByText("Transit time by carrier").waitFor(slow);
    });

    const figure = (name: string) =>
      frame
        .getByRole("region", { name: "Key figures" })
        .getByRole("heading", { name, exact: true })
        .locator("xpath=following-sibling::p")
        .allTextContents();

    it("sees figures beside those of the period before", async () => {
      expect((await figure("Parcels shipped")).join(" ")).toMatch(
        /^\d+ .*up from 0$/,
      );
      expect((await figure("Median transit time"))[0]).toMatch(
        /^[\d.]+ days?$/,
      );
      expect((await figure("On time"))[0]).toBe("No promise set");
    });

    it("sees a chart as a table, by the keyboard", async () => {
      const button = frame.getByRole("button", {
        name: "Transit time by carrier: Show as table",
      });
      await button.focus();
      await running.page.keyboard.press("Enter");
      const table = frame
        .getByRole("table")
        .filter({ hasText: "90th" })
        .first();
      await table.waitFor(slow);
      expect(await table.getByRole("row").count()).toBeGreaterThan(2);
    });

    it("takes the figures along as a file", async () => {
      const [download] = await Promise.all([
        running.page.waitForEvent("download"),
        frame
          .getByRole("button", {
            name: "Transit time by destination: Download CSV",
          })
          .click(),
      ]);
      expect(download.suggestedFilename()).toBe("transit-by-destination.csv");
      const rows: string[][] = parse(
        readFileSync(await download.path(), "utf8"),
        { bom: true },
      );
      expect(rows[0]).toEqual([
        "Destination",
        "Parcels",
        "Median",
        "90th percentile",
      ]);
      expect(rows.length).toBeGreaterThan(1);
      expect(Number(rows[1]?.[1])).toBeGreaterThan(0);
    });

    it("chooses another period, which the address keeps", async () => {
      const period = frame.getByText("compared with");
      const before = await period.textContent();
      await frame.getByLabel("Period").selectOption("last_7");
      await frame.waitForURL(/range=last_7/, slow);
      await expect.poll(() => period.textContent(), slow).not.toBe(before);
      await running.page.reload();
      frame = running.page.frame("app-iframe")!;
      expect(await frame.getByLabel("Period").inputValue()).toBe("last_7");
    });

    it("is told what will appear when there is nothing yet", async () => {
      frame = await open("empty", "/app/analytics");
      await frame.getByText("Figures appear as parcels move").waitFor(slow);
      expect(running.complaints).toEqual([]);
    });
  },
);
