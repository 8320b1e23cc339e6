// SPDX ids that ask for no more than their notice.
const allowed = new Set([
  "0BSD",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC0-1.0",
  "ISC",
  "MIT",
  "OFL-1.1",
  "Unlicense",
]);

// Shopify's own licence: for applications that work with Shopify, which this is.
const allowedByName = new Set([
  "@shopify/polaris",
  "@shopify/polaris-icons",
  "@shopify/polaris-tokens",
]);

type Licensed = { name: string; license?: string | undefined };

/** What a person has to read before it is shipped: each package whose licence is not on the list. */
export const findLicenceBreaches = (packages: Licensed[]): string[] =>
  packages
    .filter(
      ({ name, license }) => !allowedByName.has(name) && !isAllowed(license),
    )
    .map(({ name, license }) => `${name}: ${license ?? "no licence"}`);

// An expression that has both AND and OR is for a person to read.
function isAllowed(expression = ""): boolean {
  const ids = expression.replace(/[()]/g, "").split(/ (?:AND|OR) /);
  const known = ids.filter((id) => allowed.has(id));
  const isChoice = expression.includes(" OR ");
  if (isChoice && expression.includes(" AND ")) return false;
  return isChoice ? known.length > 0 : known.length === ids.length;
}
