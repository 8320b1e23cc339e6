import type { PromiseView } from "./promise-view.ts";
import { useSave } from "./use-save.ts";

/** The days as their fields show them. */
type FormPromise = { default: string; countries: Record<string, string> };

/** The form of the page about the delivery promise: one value, so that two tabs do not mix their countries. */
export function usePromiseForm({ promiseDays, limits }: PromiseView) {
  const stored: FormPromise = {
    default: String(promiseDays.default ?? ""),
    countries: Object.fromEntries(
      Object.entries(promiseDays.countries).map(([code, days]) => [
        code,
        String(days),
      ]),
    ),
  };
  const form = useSave({ promiseDays: stored }, limits);
  const now = form.values.promiseDays;
  const set = (part: Partial<FormPromise>) =>
    form.change({ promiseDays: { ...now, ...part } });
  return {
    ...form,
    promise: now,
    setDefault: (days: string) => set({ default: days }),
    setCountry: (code: string, days: string) =>
      set({ countries: { ...now.countries, [code]: days } }),
    removeCountry(code: string) {
      const rest = Object.entries(now.countries).filter(
        ([one]) => one !== code,
      );
      set({ countries: Object.fromEntries(rest) });
    },
  };
}

export type PromiseForm = ReturnType<typeof usePromiseForm>;
