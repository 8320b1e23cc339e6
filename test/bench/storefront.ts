import lighthouse from "lighthouse";
import { openBrowser } from "#test/journeys/open-browser.ts";
import { startStorefront } from "#test/sandbox/storefront/start-storefront.ts";
import { freePort } from "#test/support/free-port.ts";
import { spreadOf, tableOf, type Spread } from "./figures.ts";

const mostLost = 1;
const pages = [
  { name: "the page with the tracking block", path: "/pages/track" },
  { name: "the start page with the embedded link", path: "/" },
];

export type StorefrontFigures = {
  page: string;
  /** Lighthouse's points for performance on a slow phone, of 100. */
  without: Spread;
  with: Spread;
  ok: boolean;
};

/** What the theme's extension costs a storefront: the same pages with it and without it, by turns, in one run. */
export async function benchStorefront(options: {
  runs: number;
  say: (text: string) => void;
}): Promise<{ ok: boolean; pages: StorefrontFigures[] }> {
  const storefront = await startStorefront({
    shop: "bench.myshopify.com",
    appUrl: "http://127.0.0.1:9",
    apiSecret: "",
  });
  const port = await freePort();
  const browser = await openBrowser([`--remote-debugging-port=${port}`]);
  try {
    const figures: StorefrontFigures[] = [];
    for (const { name, path } of pages) {
      const points = { without: [] as number[], with: [] as number[] };
      for (let run = 0; run < options.runs; run++) {
        const url = `${storefront.url}${path}`;
        points.without.push(await pointsOf(`${url}?app=off`, port));
        points.with.push(await pointsOf(url, port));
      }
      const one = {
        page: name,
        without: spreadOf(points.without),
        with: spreadOf(points.with),
      };
      const ok = one.without.median - one.with.median <= mostLost;
      figures.push({ ...one, ok });
      options.say(`${name}: done`);
    }
    options.say(print(figures));
    return { ok: figures.every(({ ok }) => ok), pages: figures };
  } finally {
    await browser.close();
    await storefront.close();
  }
}

async function pointsOf(url: string, port: number) {
  const result = await lighthouse(url, {
    port,
    onlyCategories: ["performance"],
    logLevel: "error",
  });
  const score = result?.lhr.categories.performance?.score;
  if (typeof score !== "number")
    throw new Error(`${url}: ${result?.lhr.runtimeError?.message}`);
  return score * 100;
}

const print = (figures: StorefrontFigures[]) => {
  const show = ({ median, lowest, highest }: Spread) =>
    `${median.toFixed(0)} (${lowest.toFixed(0)}–${highest.toFixed(0)})`;
  return tableOf([
    ["points of 100", "without", `with, at most ${mostLost} less`],
    ...figures.map((one) => [
      one.page,
      show(one.without),
      `${one.ok ? "✓" : "✗"} ${show(one.with)}`,
    ]),
  ]);
};
