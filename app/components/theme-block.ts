/** The block of the theme extension that shoppers look parcels up with: extensions/tracking-page/blocks/tracking.liquid. */
const extension = "tracking-page";
const block = "tracking";

/** Whether the theme has it. An App Bridge that lacks the question says nothing either way. */
export type ThemeBlock = "active" | "inactive" | "unknown";

/** Opens the theme editor with the block added to the page template; the merchant saves it there. */
export function themeEditorUrlOf(apiKey: string): string {
  const query = `template=page&addAppBlockId=${encodeURIComponent(apiKey)}/${block}&target=newAppsSection`;
  return `shopify://admin/themes/current/editor?${query}`;
}

type Activation = { handle: string; status?: string; activations?: unknown[] };
type Extension = { handle: string; activations: readonly object[] };

/** Whether one of App Bridge's extensions says that a theme has the block. */
export function hasThemeBlock(extensions: readonly Extension[]): boolean {
  return extensions
    .filter(({ handle }) => handle === extension)
    .flatMap(({ activations }) => activations as readonly Activation[])
    .some(({ handle, status }) => handle === block && status === "active");
}
