import { gzipSync } from "node:zlib";
import type { Browser, Frame, Page } from "playwright-core";
import { openPage } from "#test/journeys/open-browser.ts";
import type { MeasuredPage } from "./measured-pages.ts";
import { handOn } from "./merchant-hand.ts";
import { watchVitals } from "./watch-vitals.ts";

const size = { width: 1280, height: 900 };
const patience = { timeout: 60_000 };

/** One load of a page, and what was done there. Milliseconds, and bytes of JavaScript under gzip. */
export type Measured = {
  largestPaint: number;
  shift: number;
  interaction: number;
  script: number;
  /** Which elements moved, and which interaction was the slowest. */
  moved: string[];
  slowest: string;
};

/**
 * Opens a page of the app in the simulated admin with nothing in the cache, on a browser that is slowed down.
 * @throws when the page does not show its data, or complains
 */
export async function measurePage(
  browser: Browser,
  asked: {
    measured: MeasuredPage;
    url: string;
    appUrl: string;
    slowDown: number;
    parcels: number;
  },
): Promise<Measured> {
  const { measured, url, appUrl, slowDown, parcels } = asked;
  // A context of its own, with an empty cache.
  const { page, complaints } = await openPage(browser, size);
  try {
    await page.addInitScript(watchVitals);
    const scripts = noteScripts(page, appUrl);
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowDown });
    await page.goto(url, patience);
    const frame = page.frame("app-iframe");
    if (!frame) throw new Error("the admin has no frame for the app");
    await frame.locator(measured.proof).first().waitFor(patience);
    await page.waitForLoadState("networkidle", patience);
    const { largestPaint } = await readVitals(frame);
    const script = (await Promise.all(scripts)).reduce(
      (sum, one) => sum + one,
      0,
    );
    await measured.interact(frame, handOn(page), parcels);
    await settle(frame);
    const { shifts, interactions } = await readVitals(frame);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
    const slowest = Object.values(interactions).sort(
      (one, other) => other.duration - one.duration,
    )[0];
    if (!slowest) throw new Error(`${measured.name}: no interaction was seen`);
    return {
      largestPaint,
      shift: largestSession(shifts),
      interaction: slowest.duration,
      script,
      moved: shifts.map(
        ({ at, value, what }) =>
          `${Math.round(at)} ms: ${value.toFixed(4)} ${what}`,
      ),
      slowest: slowest.name,
    };
  } finally {
    await page.context().close();
  }
}

/** The sizes of the app's scripts, each counted once, as gzip makes them. */
function noteScripts(page: Page, appUrl: string) {
  const sizes: Promise<number>[] = [];
  page.on("response", (response) => {
    if (
      response.request().resourceType() === "script" &&
      response.url().startsWith(appUrl)
    )
      sizes.push(response.body().then((body) => gzipSync(body).length));
  });
  return sizes;
}

const readVitals = (frame: Frame) => frame.evaluate(() => window.vitals);

// Observers tell of an event after the frame that it led to.
const settle = (frame: Frame) =>
  frame.evaluate(
    () =>
      new Promise<void>((resolve) =>
        requestAnimationFrame(() => setTimeout(resolve, 300)),
      ),
  );

/** The worst burst of shifts: less than a second apart, five seconds at most. As browsers' vendors define CLS. */
export function largestSession(shifts: { at: number; value: number }[]) {
  let largest = 0;
  let session = { from: -Infinity, until: -Infinity, sum: 0 };
  for (const { at, value } of shifts) {
    session =
      at - session.until < 1_000 && at - session.from < 5_000
        ? { from: session.from, until: at, sum: session.sum + value }
        : { from: at, until: at, sum: value };
    largest = Math.max(largest, session.sum);
  }
  return largest;
}
