import { tableOf } from "./figures.ts";
import type { Served, Timed } from "./time-requests.ts";

export const pageBars = { p95: 60, ratio: 1.5 };

export type ServerTimes = {
  parcels: number;
  shop: string;
  page: string;
  served: Served;
  p50: number;
  p95: number;
  slowest: Timed;
  ok: boolean;
};
export type Growth = Pick<ServerTimes, "shop" | "page" | "served"> & {
  ratio: number;
  ok: boolean;
};

/** The most parcels beside the fewest. */
export function growthOf(
  pages: ServerTimes[],
  sizes: readonly number[],
): Growth[] {
  const of = (parcels: number) =>
    pages.filter((page) => page.parcels === parcels);
  const few = of(Math.min(...sizes));
  return sizes.length < 2
    ? []
    : of(Math.max(...sizes)).map(({ shop, page, served, p95 }, index) => {
        const ratio = p95 / (few[index]?.p95 ?? NaN);
        return { shop, page, served, ratio, ok: ratio <= pageBars.ratio };
      });
}

export function print(pages: ServerTimes[], growth: Growth[], whole: string[]) {
  const mark = (ok: boolean) => (ok ? "✓" : "✗");
  return [
    tableOf([
      [
        "parcels",
        "shop",
        "page",
        "",
        "p50 ms",
        `p95 ms ≤ ${pageBars.p95}`,
        "slowest ms",
      ],
      ...pages.map(({ parcels, shop, page, served, p50, p95, slowest, ok }) => [
        `${parcels}`,
        ...[shop, page, served, p50.toFixed(1)],
        `${mark(ok)} ${p95.toFixed(1)}`,
        `${slowest.ms.toFixed(0)} ${slowest.path}`,
      ]),
    ]),
    tableOf([
      ["shop", "page", "", `most : fewest ≤ ${pageBars.ratio}`],
      ...growth.map(({ shop, page, served, ratio, ok }) => [
        ...[shop, page, served],
        `${mark(ok)} ${ratio.toFixed(2)}`,
      ]),
    ]),
    `${mark(whole.length === 0)} tables read from end to end: ${whole.join(", ") || "none"}`,
  ].join("\n\n");
}
