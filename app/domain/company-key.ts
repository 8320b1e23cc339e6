// An index holds no longer text; some characters decompose into many.
const longest = 255;

/** How company names are compared: case, accents, spaces and punctuation do not tell them apart. */
export function companyKey(company: string | null): string {
  return (company ?? "")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+]/gu, "")
    .slice(0, longest);
}
