import { useState } from "react";
import { isSameValue } from "#app/domain/same-value.ts";

/**
 * What a page shows of its stored values, with what the merchant changed and did not save yet. Of each value that was
 * changed it knows what was shown before: the page loads again behind the merchant's back.
 */
export function useDraft<Values extends Record<string, unknown>>(
  stored: Values,
) {
  type Part = Partial<Values>;
  const [edited, setEdited] = useState<Part>({});
  const [seen, setSeen] = useState<Part>({});
  const values: Values = { ...stored, ...edited };
  const changed = namesOf(edited).filter(
    (name) => !isSameValue(edited[name], stored[name]),
  );
  return {
    values,
    changed,
    seen,
    change(part: Part) {
      const names = namesOf(part);
      const back = names.filter((name) =>
        isSameValue(part[name], stored[name]),
      );
      setEdited((now) => without<Part>({ ...now, ...part }, back));
      setSeen((now) => without<Part>({ ...pick(stored, names), ...now }, back));
    },
    /** These were stored; what was typed meanwhile stays. */
    settle(saved: Part) {
      const names = namesOf(saved);
      const done = names.filter((name) =>
        isSameValue(edited[name], saved[name]),
      );
      setEdited((now) => without<Part>(now, done));
      setSeen((now) => without<Part>({ ...now, ...saved }, done));
    },
    /** The merchant was told what others made of these. */
    look: (names: (keyof Values)[]) =>
      setSeen((now) => ({ ...now, ...pick(stored, names) })),
    discard() {
      setEdited({});
      setSeen({});
    },
  };
}

const namesOf = <Values extends object>(values: Values) =>
  Object.keys(values) as (keyof Values)[];

function pick<Values extends object>(
  values: Values,
  names: readonly (keyof Values)[],
): Partial<Values> {
  const picked: Partial<Values> = {};
  for (const name of names) picked[name] = values[name];
  return picked;
}

function without<Values extends object>(
  values: Values,
  names: readonly (keyof Values)[],
): Values {
  const rest = { ...values };
  for (const name of names) delete rest[name];
  return rest;
}
