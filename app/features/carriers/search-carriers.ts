import { carriers, type Carrier } from "#app/keydelivery/index.ts";

export const mostCarriers = 25;

const toFolded = (carrier: Carrier) => ({
  carrier,
  id: fold(carrier.id),
  name: fold(carrier.name),
});
const published = carriers.map(toFolded);
const publishedIds = new Set(carriers.map(({ id }) => id));

/**
 * Carriers whose name or id holds every word of what was typed; those that start with it come first.
 * @param detected carriers that detection answered: the published list lacks some
 */
export function searchCarriers(
  typed: string,
  detected: readonly Carrier[] = [],
): Carrier[] {
  const text = fold(typed.slice(0, 100));
  const words = text.split(" ").filter(Boolean);
  const unlisted = detected.filter(({ id }) => !publishedIds.has(id));
  return [...published, ...unlisted.map(toFolded)]
    .filter(({ id, name }) =>
      words.every((word) => name.includes(word) || id.includes(word)),
    )
    .map((entry) => ({ entry, rank: rankOf(entry, text) }))
    .sort((one, other) => one.rank - other.rank)
    .slice(0, mostCarriers)
    .map(({ entry }) => entry.carrier);
}

function rankOf({ id, name }: { id: string; name: string }, text: string) {
  if (id === text || name === text) return 0;
  if (name.startsWith(text)) return 1;
  if (id.startsWith(text)) return 2;
  return name.includes(` ${text}`) ? 3 : 4;
}

/** Case, accents and the number of spaces do not count. */
function fold(text: string) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/\s+/gu, " ")
    .trim();
}
