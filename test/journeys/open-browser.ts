import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

const executablePath = "/usr/bin/chromium";

/** False, said loudly, where Chromium cannot be had. */
export function hasBrowser(): boolean {
  const found = existsSync(executablePath);
  if (!found)
    process.stderr.write(
      `\n*** NO CHROMIUM AT ${executablePath}: BROWSER JOURNEYS ARE SKIPPED ***\n\n`,
    );
  return found;
}

export function openBrowser(more: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...more,
    ],
  });
}

// Shopify's library refuses headless ones; ours draws a phone's list from the start where they say "Mobile".
const userAgent = (width: number) => {
  const [system, kind] =
    width < 490
      ? ["Linux; Android 10; K", " Mobile"]
      : ["X11; Linux x86_64", ""];
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0${kind} Safari/537.36`;
};

/** A page that fails the test on console errors. */
export async function openPage(
  browser: Browser,
  size: { width: number; height: number },
  deviceScaleFactor = 1,
): Promise<{ page: Page; complaints: string[] }> {
  // A context of its own: axe opens a second page in it.
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor,
    userAgent: userAgent(size.width),
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && !isBrokenOff(text)) complaints.push(text);
  });
  page.on("pageerror", ({ message }) => {
    if (!isBrokenOff(message)) complaints.push(message);
  });
  return { page, complaints };
}

// Remix writes down what it was reading when a person, or the page's next look, went on to something else.
const isBrokenOff = (text: string) =>
  /^(AbortError: )?signal is aborted without reason/.test(text);
