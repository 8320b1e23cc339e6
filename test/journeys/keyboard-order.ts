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
  for (let step = 0; step < controls.length; step++) {
    await page.keyboard.press("Tab");
    const order = await frame.evaluate(() => {
      const { activeElement } = document;
      return activeElement instanceof HTMLElement
        ? activeElement.dataset.order
        : undefined;
    });
    reached.push(controls[Number(order)] ?? "elsewhere");
  }
  return { controls, reached };
}
