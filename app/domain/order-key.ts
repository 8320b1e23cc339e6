// An index holds no longer text; some characters decompose into many.
const longest = 255;

/** What a search for an order compares: upper case, no white space or invisible character, no leading '#'. */
export function orderKeyOf(orderName: string): string {
  return orderName
    .normalize("NFKC")
    .replace(/[\s\p{Cc}\p{Cf}]/gu, "")
    .replace(/^#/, "")
    .toUpperCase()
    .slice(0, longest);
}
