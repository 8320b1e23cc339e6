import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import pageStyle from "../../../extensions/tracking-page/assets/shiptrack.css?raw";
import type { LookUp } from "./look-up-schema.ts";
import { storefrontTexts, type StorefrontTexts } from "./storefront-texts.ts";
import { OwnOrdersForm, TrackingForm } from "./tracking-form.tsx";
import { TrackingResult, type ShownResult } from "./tracking-result.tsx";

type Asked = {
  lookUp: LookUp;
  language: string;
  /** Null: nothing was looked up yet. */
  result: ShownResult | null;
  /** The shop takes an email address or a postcode in place of the tracking number. */
  isByContact: boolean;
};

/** The result alone, which the theme's block puts into its place. */
export function renderPart({
  language,
  result,
}: Pick<Asked, "language" | "result">): string {
  return result ? resultOf(language, result) : "";
}

/**
 * The page, which Shopify renders as Liquid inside the theme: whatever came from outside must be neither HTML nor
 * Liquid.
 */
export function renderPage(asked: Asked): string {
  const { lookUp, language, result, isByContact } = asked;
  const texts = textsOf(language);
  const form = createElement(TrackingForm, { texts, lookUp, isByContact });
  const own = lookUp.customerId && createElement(OwnOrdersForm, { texts });
  return [
    `<style>${pageStyle}</style>`,
    `<div class="shiptrack page-width shiptrack-page" lang="${language}">`,
    inert(renderToStaticMarkup(createElement("h1", null, texts.title))),
    inert(renderToStaticMarkup(form)),
    own ? inert(renderToStaticMarkup(own)) : "",
    `<div aria-live="polite">${result ? resultOf(language, result) : ""}</div>`,
    "</div>",
  ].join("\n");
}

function resultOf(language: string, result: ShownResult) {
  const texts = textsOf(language);
  return inert(
    renderToStaticMarkup(
      createElement(TrackingResult, { texts, language, result }),
    ),
  );
}

function textsOf(language: string): StorefrontTexts {
  const texts = storefrontTexts[language];
  if (!texts) throw new Error(`no storefront texts for ${language}`);
  return texts;
}

// React escaped what HTML knows. Without braces and percent signs nothing of it is Liquid.
const inert = (html: string) =>
  html
    .replaceAll("{", "&#123;")
    .replaceAll("}", "&#125;")
    .replaceAll("%", "&#37;");
