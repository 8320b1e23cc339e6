export type ValueOption = { value: string; label: string };

/** What fits the text that was typed, what begins with it first. */
export function optionsFor(
  options: readonly ValueOption[],
  typed: string,
): ValueOption[] {
  const text = typed.trim().toLowerCase();
  const placeOf = ({ label }: ValueOption) => label.toLowerCase().indexOf(text);
  const fitting = options.filter((option) => placeOf(option) >= 0);
  return [
    ...fitting.filter((option) => placeOf(option) === 0),
    ...fitting.filter((option) => placeOf(option) > 0),
  ];
}
