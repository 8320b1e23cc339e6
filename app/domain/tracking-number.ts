// White space, and what shows as nothing: format and control characters (zero-width, marks of direction,
// byte order mark, NUL), variation selectors and fillers.
const invisible =
  /[\s\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]/gu;

/** More is no number: an index holds no longer text, and some characters decompose into many. */
export const longestNumber = 255;

/** The form in which numbers are compared: NFKC, nothing blank or invisible, upper case. */
export function normaliseTrackingNumber(raw: string): string {
  // One pass can make work for the next: a removed character lets its neighbours compose,
  // and upper case can decompose ("ŉ" becomes an apostrophe and "N").
  let current = raw;
  for (let pass = 0; pass < 4; pass++) {
    const next = current
      .normalize("NFKC")
      .replace(invisible, "")
      .toUpperCase()
      .normalize("NFKC");
    if (next === current) break;
    current = next;
  }
  return current;
}
