import { existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import {
  hasThemeBlock,
  themeEditorUrlOf,
} from "#app/components/theme-block.ts";

const extensions = path.resolve(import.meta.dirname, "../../extensions");
const told = (status: string, handle = "tracking") => [
  { handle: "flow-status-changed", activations: [] },
  { handle: "tracking-page", activations: [{ handle, status }] },
];

describe("the tracking block of a theme", () => {
  it("is the one that the extension has", () => {
    const file = "tracking-page/blocks/tracking.liquid";
    expect(existsSync(path.join(extensions, file))).toBe(true);
    expect(themeEditorUrlOf("a1b2")).toBe(
      "shopify://admin/themes/current/editor?template=page&addAppBlockId=a1b2/tracking&target=newAppsSection",
    );
  });

  it("is there when App Bridge says that it is active", () => {
    expect(hasThemeBlock(told("active"))).toBe(true);
    expect(hasThemeBlock(told("available"))).toBe(false);
    expect(hasThemeBlock(told("active", "tracking-link"))).toBe(false);
    expect(hasThemeBlock([])).toBe(false);
  });
});
