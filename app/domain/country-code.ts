// As Shopify names them, where that is not what Intl says.
const aliases: Record<string, string> = {
  bolivia: "BO",
  brunei: "BN",
  burma: "MM",
  caboverde: "CV",
  congo: "CG",
  czechrepublic: "CZ",
  democraticrepublicofthecongo: "CD",
  congothedemocraticrepublicofthe: "CD",
  greatbritain: "GB",
  holysee: "VA",
  hongkong: "HK",
  hongkongsar: "HK",
  ivorycoast: "CI",
  korea: "KR",
  macao: "MO",
  macaosar: "MO",
  macau: "MO",
  macedonia: "MK",
  myanmar: "MM",
  palestine: "PS",
  palestinianterritory: "PS",
  republicofkorea: "KR",
  republicofserbia: "RS",
  russianfederation: "RU",
  swaziland: "SZ",
  thenetherlands: "NL",
  turkey: "TR",
  unitedstatesofamerica: "US",
  usa: "US",
  uk: "GB",
};

// Codes that Intl has a name for and that are no country.
const noCountries = ["EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"];
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
let known: Map<string, string> | undefined;

/**
 * The ISO 3166 code of a country that Shopify names in English ("Canada"), or by its code; null for another.
 * Webhooks tell the name only.
 */
export function countryCodeOf(told: string | null): string | null {
  if (told === null) return null;
  known ??= namesAndCodes();
  return known.get(keyOf(told)) ?? null;
}

/** All of them. */
export function countryCodes(): string[] {
  known ??= namesAndCodes();
  return [...new Set(known.values())];
}

function namesAndCodes() {
  const names = new Intl.DisplayNames("en", {
    type: "region",
    fallback: "none",
  });
  const codes = new Map<string, string>();
  for (const first of letters)
    for (const second of letters) {
      const code = first + second;
      const name = names.of(code);
      // Codes of countries that are gone bear the name of what came after them.
      const isCurrent =
        Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
      if (!name || !isCurrent || noCountries.includes(code)) continue;
      codes.set(keyOf(name), code);
      codes.set(keyOf(code), code);
    }
  for (const [name, code] of Object.entries(aliases)) codes.set(name, code);
  return codes;
}

const keyOf = (text: string) =>
  text
    .normalize("NFD")
    .toLowerCase()
    .replaceAll("&", "and")
    .replace(/[^a-z]/g, "");
