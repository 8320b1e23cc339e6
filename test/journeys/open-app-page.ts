import type { Frame, Page } from "playwright-core";

/** Opens a page of the app in the simulated admin, and waits until it can be used. */
export async function openAppPage(
  page: Page,
  adminUrl: string,
  path: string,
): Promise<Frame> {
  await page.goto(`${adminUrl}${path.replace(/^\/app/, "")}`);
  const frame = page.frame("app-iframe");
  if (!frame) throw new Error("the admin has no frame for the app");
  // Polaris' provider colours the body once React runs in the browser.
  await frame.waitForFunction(() => document.body.style.backgroundColor !== "");
  return frame;
}
