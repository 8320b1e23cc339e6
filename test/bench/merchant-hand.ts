import { setTimeout as sleep } from "node:timers/promises";
import type { Locator, Page } from "playwright-core";

const typing = { delay: 120 };
const glanceMs = 250;
const patienceMs = 10_000;

export type Hand = {
  click(target: Locator): Promise<void>;
  type(target: Locator, text: string): Promise<void>;
};

/**
 * Mouse and keyboard as the browser gets them from a person: Playwright's own click runs scripts in the page while the
 * input is on its way, which would be measured along.
 */
export function handOn(page: Page): Hand {
  async function click(target: Locator) {
    const { x, y } = await placeOf(target);
    await page.mouse.move(x, y);
    await sleep(glanceMs);
    await page.mouse.down();
    await page.mouse.up();
  }
  return {
    click,
    async type(target, text) {
      await click(target);
      await sleep(glanceMs);
      await page.keyboard.type(text, typing);
    },
  };
}

/** The middle of what is to be clicked, once it no longer moves. */
async function placeOf(target: Locator) {
  const giveUpAt = Date.now() + patienceMs;
  let before = "";
  while (Date.now() < giveUpAt) {
    await target.waitFor();
    const box = await target.boundingBox();
    const place = JSON.stringify(box);
    if (box && place === before)
      return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    if (box && !isInView(target, box))
      await target.scrollIntoViewIfNeeded().catch(() => undefined);
    before = place;
    await sleep(glanceMs);
  }
  throw new Error(`it does not keep still: ${String(target)}`);
}

const isInView = (
  target: Locator,
  { y, height }: { y: number; height: number },
) => y >= 0 && y + height <= (target.page().viewportSize()?.height ?? Infinity);
