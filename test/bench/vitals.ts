import { openBrowser } from "#test/journeys/open-browser.ts";
import { spreadOf, tableOf, type Spread } from "./figures.ts";
import { measuredPages, type MeasuredPage } from "./measured-pages.ts";
import { measurePage, type Measured } from "./measure-page.ts";
import { openSeededSandbox } from "./open-seeded-sandbox.ts";

const slowDown = 4;
const shops = [
  { domain: "many.myshopify.com", parcels: 10_000 },
  { domain: "one.myshopify.com", parcels: 1 },
];

const bars = {
  largestPaint: { title: "LCP ms", most: 1_500, digits: 0 },
  shift: { title: "CLS", most: 0.02, digits: 3 },
  interaction: { title: "INP ms", most: 150, digits: 0 },
  script: { title: "JS kB gzip", most: 250_000, digits: 0 },
} as const;
type Measure = keyof typeof bars;
const measures = Object.keys(bars) as Measure[];

export type PageFigures = {
  page: string;
  parcels: number;
  figures: Record<Measure, Spread & { ok: boolean }>;
  moved: string[];
  slowest: string[];
};

/**
 * Lighthouse's figures of the pages that merchants wait for: production build, a browser slowed down four times, an
 * empty cache for each load. A bar is held by what three of four loads are at or below.
 */
export async function benchVitals(options: {
  runs: number;
  say: (text: string) => void;
}): Promise<{ ok: boolean; pages: PageFigures[] }> {
  const { runs, say } = options;
  const seeded = await openSeededSandbox(shops);
  const browser = await openBrowser();
  const pages: PageFigures[] = [];
  try {
    for (const { domain, parcels } of shops)
      for (const measured of measuredPages) {
        const load = () =>
          measurePage(browser, {
            measured,
            url: adminUrl(measured, domain),
            appUrl: seeded.sandbox.app.url,
            slowDown,
            parcels,
          });
        // The first load of all warms the server and the database.
        await load();
        const all: Measured[] = [];
        for (let run = 0; run < runs; run++) all.push(await load());
        pages.push(figuresOf(measured.name, parcels, all));
        say(`${measured.name}, ${parcels} parcels: done`);
      }
  } finally {
    await browser.close();
    await seeded.close();
  }
  say(print(pages));
  return {
    ok: pages.every(({ figures }) => measures.every((one) => figures[one].ok)),
    pages,
  };

  function adminUrl({ path }: MeasuredPage, domain: string) {
    const inside = path(seeded.newest.get(domain) ?? "").replace(/^\/app/, "");
    return `${seeded.sandbox.shopify.adminUrl(domain)}${inside}`;
  }
}

function figuresOf(
  page: string,
  parcels: number,
  all: Measured[],
): PageFigures {
  const figures = Object.fromEntries(
    measures.map((measure) => {
      const spread = spreadOf(all.map((one) => one[measure]));
      return [measure, { ...spread, ok: spread.high <= bars[measure].most }];
    }),
  ) as PageFigures["figures"];
  const unique = (lines: string[]) => [...new Set(lines)];
  return {
    page,
    parcels,
    figures,
    moved: unique(all.flatMap(({ moved }) => moved)),
    slowest: unique(all.map(({ slowest }) => slowest)),
  };
}

function print(pages: PageFigures[]) {
  const cell = (measure: Measure, { figures }: PageFigures) => {
    const { median, lowest, highest, ok } = figures[measure];
    const show = (value: number) =>
      (measure === "script" ? value / 1_000 : value).toFixed(
        bars[measure].digits,
      );
    return `${ok ? "✓" : "✗"} ${show(median)} (${show(lowest)}–${show(highest)})`;
  };
  const bar = (measure: Measure) => {
    const { title, most } = bars[measure];
    return `${title} ≤ ${measure === "script" ? most / 1_000 : most}`;
  };
  const table = tableOf([
    ["page", "parcels", ...measures.map(bar)],
    ...pages.map((page) => [
      page.page,
      String(page.parcels),
      ...measures.map((measure) => cell(measure, page)),
    ]),
  ]);
  return [table, ...pages.flatMap(explain)].join("\n");
}

/** Where to look, for a page that misses a bar of what can be seen. */
const explain = ({ page, parcels, figures, moved, slowest }: PageFigures) => [
  ...(figures.shift.ok
    ? []
    : [`\n${page}, ${parcels} parcels, moved:`, ...moved]),
  ...(figures.interaction.ok
    ? []
    : [`\n${page}, ${parcels} parcels, slowest:`, ...slowest]),
];
