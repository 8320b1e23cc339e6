import type { Frame } from "playwright-core";
import type { Hand } from "./merchant-hand.ts";

export type MeasuredPage = {
  name: string;
  path: (parcel: string) => string;
  /** What shows that the page has its data. */
  proof: string;
  /** What a merchant does there, of a shop with many parcels or with one. */
  interact: (frame: Frame, hand: Hand, parcels: number) => Promise<void>;
};

const firstRow = "a[data-primary-link]";
const parcelPath = /\/app\/shipments\/[0-9a-f-]{36}/;

/** The pages that merchants open most. */
export const measuredPages: MeasuredPage[] = [
  {
    name: "home",
    path: () => "/app",
    proof: "a.figure",
    interact: async (frame, hand) => {
      await hand.click(frame.locator("a.figure").first());
      await frame.waitForURL(/\/app\/shipments/);
    },
  },
  {
    name: "list",
    path: () => "/app/shipments",
    proof: firstRow,
    interact: async (frame, hand, parcels) => {
      if (parcels > 1) {
        await hand.click(frame.getByRole("tab", { name: "Delivered" }));
        await frame.waitForURL(/view=delivered/);
        await hand.click(frame.getByRole("button", { name: "Next page" }));
        await frame.waitForURL(/cursor=/);
      }
      await hand.click(
        frame.getByRole("button", { name: "Search and filter" }),
      );
      await hand.type(frame.getByRole("textbox"), "1001");
      await frame.waitForURL(/q=1001/);
      await hand.click(frame.locator(firstRow).first());
      await frame.waitForURL(parcelPath);
    },
  },
  {
    name: "detail",
    path: (parcel) => `/app/shipments/${parcel}`,
    proof: ".timeline > li",
    interact: async (frame, hand) => {
      await hand.click(frame.getByRole("button", { name: "Change carrier" }));
      await hand.type(frame.getByRole("combobox", { name: "Carrier" }), "gls");
      const option = frame.getByRole("option", { name: /^GLS/ }).first();
      await option.waitFor();
      await hand.click(option);
    },
  },
];
