export type Check = { what: string; ok: boolean; figure: string };

/** One line of a judgement: right when nothing is wrong. */
export const check = (
  what: string,
  wrong: readonly unknown[],
  all: number,
): Check => ({
  what,
  ok: wrong.length === 0,
  figure:
    wrong.length === 0
      ? String(all)
      : `${wrong.length} of ${all} wrong, for example ${JSON.stringify(wrong.slice(0, 3))}`,
});
