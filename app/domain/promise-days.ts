import { z } from "zod";
import { countryCodeOf } from "./country-code.ts";

export const mostPromisedDays = 60;
const days = z.number().int().min(1).max(mostPromisedDays);
const country = z.string().refine((code) => countryCodeOf(code) === code);

/** Days from shipping to delivery that a shop promises: for the countries named, and for all others. */
export const promiseDaysSchema = z.object({
  /** Null: nothing is promised. */
  default: days.nullable(),
  countries: z.record(country, days),
});

export type PromiseDays = z.infer<typeof promiseDaysSchema>;

const nothingPromised: PromiseDays = { default: null, countries: {} };

/** What `shop.promise_days` holds; a shop that never said promises nothing. */
export function readPromiseDays(stored: unknown): PromiseDays {
  return promiseDaysSchema.safeParse(stored).data ?? nothingPromised;
}

/** The days promised to a destination; null where nothing is promised. */
export function promiseFor(
  promise: PromiseDays,
  countryCode: string | null,
): number | null {
  const code = countryCode ?? "";
  const own = Object.hasOwn(promise.countries, code)
    ? promise.countries[code]
    : undefined;
  return own ?? promise.default;
}
