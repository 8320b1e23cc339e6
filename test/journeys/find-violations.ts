import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame } from "playwright-core";

type Axe = {
  run(
    root: Document,
    options: object,
  ): Promise<{
    violations: { id: string; help: string; nodes: { html: string }[] }[];
  }>;
};

// axe itself, run inside the app's frame: the package's own walk would take in the simulated admin around it.
const require = createRequire(import.meta.url);
const beside = createRequire(require.resolve("@axe-core/playwright"));
const axe = readFileSync(beside.resolve("axe-core/axe.min.js"), "utf8");

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"];

/** What axe finds wrong with the document in a frame, a line for each element. */
export async function findViolations(frame: Frame): Promise<string[]> {
  if (await frame.evaluate(() => !("axe" in window))) await frame.evaluate(axe);
  return frame.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: Axe };
    // Of what passes nothing is asked: telling where each of it stands is most of the work.
    const options = {
      runOnly: { type: "tag", values },
      resultTypes: ["violations"],
      iframes: false,
    };
    const { violations } = await axe.run(document, options);
    return violations.flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html}`),
    );
  }, tags);
}
