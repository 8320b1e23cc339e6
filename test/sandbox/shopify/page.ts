import { GraphQLError } from "graphql";

export type PageArgs = {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
  reverse?: boolean | null;
};

type Key = { value: number; id: bigint };

/** What to page by; the id decides among equals, so that no two items share a place. */
type Listing<Item> = {
  sortKey: string;
  keyOf: (item: Item) => Key;
  node: (item: Item) => object;
  isUnlimited?: boolean;
};

const mostAtOnce = 250;

/** A connection as Shopify pages it: a cursor is a place in the order, not an item that must still be there. */
export function pageOf<Item>(
  items: Item[],
  asked: PageArgs,
  by: Listing<Item>,
) {
  if (asked.last != null || asked.before != null)
    throw new GraphQLError("the simulator pages forward only");
  const sign = asked.reverse ? -1 : 1;
  const sorted = items
    .map((item) => ({ item, key: by.keyOf(item) }))
    .sort((one, other) => sign * compare(one.key, other.key));
  const place = asked.after ? placeOf(asked.after, by.sortKey) : undefined;
  const rest = place
    ? sorted.filter(({ key }) => sign * compare(key, place) > 0)
    : sorted;
  const edges = rest
    .slice(0, by.isUnlimited ? undefined : sizeOf(asked.first))
    .map(({ item, key }) => ({
      cursor: cursorOf(key, by.sortKey),
      node: by.node(item),
    }));
  return {
    edges,
    nodes: edges.map(({ node }) => node),
    pageInfo: {
      hasNextPage: edges.length < rest.length,
      hasPreviousPage: rest.length < sorted.length,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export function sizeOf(first: number | null | undefined) {
  if (first == null)
    throw new GraphQLError("you must provide one of first or last");
  if (first < 0 || first > mostAtOnce)
    throw new GraphQLError(`first must be from 0 to ${mostAtOnce}`);
  return first;
}

function compare(one: Key, other: Key) {
  if (one.value !== other.value) return one.value < other.value ? -1 : 1;
  if (one.id === other.id) return 0;
  return one.id < other.id ? -1 : 1;
}

const cursorOf = ({ value, id }: Key, sortKey: string) =>
  Buffer.from(JSON.stringify([sortKey, value, String(id)])).toString("base64");

function placeOf(cursor: string, sortKey: string): Key {
  try {
    const [key, value, id] = JSON.parse(
      Buffer.from(cursor, "base64").toString(),
    ) as [string, number, string];
    if (key === sortKey) return { value, id: BigInt(id) };
  } catch {
    // Refused below.
  }
  throw new GraphQLError(`Invalid cursor for sort key ${sortKey}: ${cursor}`);
}
