import fc from "fast-check";
import { hostileText, hostileValue } from "./hostile.ts";

type Path = (string | number)[];
type Change = { at: number; other: number; how: number; value: unknown };

const changes = fc.array(
  fc.record<Change>({
    at: fc.nat(),
    other: fc.nat(),
    how: fc.nat(9),
    value: hostileValue,
  }),
  { maxLength: 4 },
);

/** A valid example with up to four things wrong: a value replaced, moved, left out, repeated, wrapped, of another kind. */
export function mutated(...examples: unknown[]): fc.Arbitrary<unknown> {
  const known = examples.map((example) => ({
    example,
    paths: pathsOf(example),
  }));
  return fc
    .tuple(fc.constantFrom(...known), changes)
    .map(([{ example, paths }, wanted]) =>
      wanted.reduce(
        (value, change) => applyChange(value, paths, change),
        structuredClone(example),
      ),
    );
}

function applyChange(root: unknown, paths: Path[], given: Change): unknown {
  // A value put into itself would be a cycle, in every input after it.
  const change = { ...given, value: structuredClone(given.value) };
  const path = paths[change.at % paths.length] ?? [];
  const key = path.at(-1);
  if (key === undefined) return change.how < 2 ? change.value : root;
  const parent = valueAt(root, path.slice(0, -1));
  if (typeof parent !== "object" || parent === null) return root;
  changeIn(parent as Record<string | number, unknown>, key, {
    ...change,
    other: valueAt(root, paths[change.other % paths.length] ?? []),
  });
  return root;
}

function changeIn(
  parent: Record<string | number, unknown>,
  key: string | number,
  { how, value, other }: Omit<Change, "other"> & { other: unknown },
) {
  // Where a change before made it an array, it has methods by the names of keys.
  const now = Object.hasOwn(parent, key) ? parent[key] : undefined;
  switch (how) {
    case 0:
      delete parent[key];
      return;
    case 1:
      parent[key] = [now];
      return;
    case 2:
      parent[key] = typeof now === "number" ? String(now) : Number(textOf(now));
      return;
    case 3:
      parent[key] = structuredClone(other);
      return;
    case 4:
      if (Array.isArray(now))
        parent[key] = [...(now as unknown[]), value, ...(now as unknown[])];
      else parent[key] = value;
      return;
    case 5:
      if (typeof now === "string" && typeof value === "string")
        parent[key] = now + value;
      else parent[key] = value;
      return;
    case 6:
      if (Array.isArray(parent) && value === "length") return;
      // Of its own, as JSON.parse makes it, whatever its name.
      Object.defineProperty(
        parent,
        typeof value === "string" ? value : "more",
        {
          ...{
            value: now,
            enumerable: true,
            configurable: true,
            writable: true,
          },
        },
      );
      return;
    default:
      parent[key] = value;
  }
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, key)
        ? (value as Record<string | number, unknown>)[key]
        : undefined,
    root,
  );
}

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  const entries = Array.isArray(value)
    ? value.map((one: unknown, index) => [index, one] as const)
    : Object.entries(value);
  return [
    path,
    ...entries.flatMap(([key, one]) => pathsOf(one, [...path, key])),
  ];
}

type Edit = { at: number; length: number; how: number; text: string };

/** A valid text with up to three edits, or a hostile one altogether. */
export function mutatedText(...examples: string[]): fc.Arbitrary<string> {
  const edits = fc.array(
    fc.record<Edit>({
      at: fc.nat(),
      length: fc.nat(12),
      how: fc.nat(6),
      text: hostileText,
    }),
    { maxLength: 3 },
  );
  return fc.oneof(
    {
      weight: 5,
      arbitrary: fc
        .tuple(fc.constantFrom(...examples), edits)
        .map(([example, wanted]) => wanted.reduce(edited, example)),
    },
    { weight: 1, arbitrary: hostileText },
  );
}

function edited(text: string, { at, length, how, text: given }: Edit): string {
  const start = at % (text.length + 1);
  const end = start + length;
  const [before, cut, after] = [
    text.slice(0, start),
    text.slice(start, end),
    text.slice(end),
  ];
  switch (how) {
    case 0:
      return before + after;
    case 1:
      return before;
    case 2:
      return before + cut + cut + after;
    case 3:
      return before + cut.toUpperCase() + after.toLowerCase();
    case 4:
      return before + after + cut;
    default:
      return before + given + after;
  }
}

/** The fields of a form, or of an address, with up to four things wrong. */
export function mutatedFields(
  ...examples: Record<string, string>[]
): fc.Arbitrary<[string, string][]> {
  return mutated(...examples.map(Object.entries)).map((value) =>
    Array.isArray(value)
      ? // A copy: one with a `constructor` of its own makes no other array.
        [...(value as unknown[])].flatMap((entry): [string, string][] =>
          Array.isArray(entry) && entry.length > 0
            ? [[textOf(entry[0]), textOf(entry[1])]]
            : [],
        )
      : [],
  );
}

const textOf = (value: unknown) =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");

export const formOf = (fields: [string, string][]): FormData => {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
};

export const searchOf = (fields: [string, string][]): URLSearchParams =>
  new URLSearchParams(fields);

/** An id of nothing. */
export const uuid = "01993f2e-7c4a-7d2b-9a55-3f1c2b4d5e6f";
