import type { Frame, Page } from "playwright-core";

/**
 * Where Tab leads from the top of a frame's document, against the controls that it has, in their order: the two lists
 * are alike when everything can be reached.
 */
export async function keyboardOrder(
  page: Page,
  frame: Frame,
): Promise<{ controls: string[]; reached: string[] }> {
  const controls = await frame.evaluate(() => {
    const selector =
      "a[href], button, input, select, textarea, summary, [tabindex]";
    const isShown = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !element.closest("[inert], ui-nav-menu, ui-save-bar, ui-modal");
    const isOneOfGroup = (element: Element) =>
      element instanceof HTMLInputElement &&
      element.type === "radio" &&
      !element.checked;
    const found = [...document.querySelectorAll<HTMLElement>(selector)].filter(
      (element) =>
        element.tabIndex >= 0 &&
        !element.matches(":disabled") &&
        isShown(element) &&
        !isOneOfGroup(element),
    );
    found.forEach((element, index) => {
      element.dataset.order = String(index);
    });
    document.body.tabIndex = -1;
    document.body.focus();
    return found.map(
      (element, index) => `${index} ${element.outerHTML.slice(0, 120)}`,
    );
  });
  const reached: string[] = [];
  let before = "none";
  for (let step = 0; step < controls.length; step++) {
    // As a person presses it: Polaris' tabs take the focus back from one who leaves them within a few milliseconds.
    await page.keyboard.press("Tab", { delay: 60 });
    before = await nextPlace(frame, before);
    reached.push(controls[Number(before)] ?? "elsewhere");
  }
  return { controls, reached };
}

/** Where the focus is once it has left a place, and the page has drawn what comes of it. */
async function nextPlace(frame: Frame, before: string): Promise<string> {
  const place = () => {
    const { activeElement } = document;
    return activeElement instanceof HTMLElement
      ? (activeElement.dataset.order ?? "none")
      : "none";
  };
  const moved = `(${place.toString()})() !== ${JSON.stringify(before)}`;
  // Where it stays, the lists differ, and say so.
  await frame
    .waitForFunction(moved, undefined, { timeout: 5_000 })
    .catch(() => undefined);
  await frame.evaluate(
    () =>
      new Promise((resolve) =>
        requestAnimationFrame(() => requestAnimationFrame(resolve)),
      ),
  );
  return frame.evaluate(place);
}
