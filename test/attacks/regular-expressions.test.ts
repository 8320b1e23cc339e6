import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { Script } from "node:vm";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = path.resolve(import.meta.dirname, "../..");
const files = globSync("{app,extensions/*/src}/**/*.{ts,tsx}", { cwd: root });

function expressionsIn(file: string) {
  const text = readFileSync(path.join(root, file), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found: { file: string; literal: string }[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isRegularExpressionLiteral(node))
      found.push({ file, literal: node.text });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

// They read what the operator or we ourselves wrote, and nothing that comes in.
const ofOurOwnTexts = [
  "app/platform/env.server.ts",
  "app/keydelivery/client.ts",
  "app/platform/http/content-security.server.ts",
];
const all = files.flatMap(expressionsIn);
const expressions = all.filter(({ file }) => !ofOurOwnTexts.includes(file));

const length = 100_000;
const pieces = [
  ..."aA0 -_./@#%+:;=,(\"'\\\n\t\0",
  "é",
  "\u0301",
  "\u200b",
  "包",
  "ab",
  "a.",
  "0-",
  "a ",
  "/callbacks/",
  "gid://shopify/Order/",
];
const starts = ["", "a", "0", "a@", "+1", "/", "//callbacks/x/", "a-"];
const ends = ["", "!", "\n", "\0", " !"];

/** The strings that make a careless expression try everything: one piece over and over, and then an end that fits nothing. */
const attacks = starts.flatMap((start) =>
  pieces.flatMap((piece) =>
    ends.map((end) => ({ start, piece, times: length / piece.length, end })),
  ),
);

// Squared, a hundred thousand letters are more than three seconds; a line of them takes under ten milliseconds.
const tooLong = 1_500;

/**
 * Milliseconds that the slowest attack takes; it is broken off after some.
 * What took long is tried thrice, and its shortest counts: a machine that
 * stands still for a moment makes any expression slow once.
 */
function slowest(literal: string, timeout = 30_000): number {
  const script = new Script(`
    let most = 0;
    for (const { start, piece, times, end } of ${JSON.stringify(attacks)}) {
      const text = start + piece.repeat(times) + end;
      let least = Infinity;
      for (let tries = 0; tries < 3 && least > 100; tries++) {
        const at = performance.now();
        text.replace(${literal}, "");
        least = Math.min(least, performance.now() - at);
      }
      most = Math.max(most, least);
      if (most > ${tooLong}) break;
    }
    most`);
  try {
    return Number(script.runInNewContext({ performance }, { timeout }));
  } catch {
    return Infinity;
  }
}

describe("a regular expression", () => {
  it("is found wherever the app has one, and one that is careless is told", () => {
    expect(expressions.length).toBeGreaterThan(40);
    expect(slowest("/a+b/", 2_000)).toBeGreaterThan(tooLong);
    expect(slowest("/^(a+)+$/", 2_000)).toBe(Infinity);
  }, 60_000);

  it.each(expressions)(
    "$literal of $file stays fast on 100,000 characters made to slow it down",
    ({ literal }) => {
      expect(slowest(literal)).toBeLessThan(tooLong);
    },
    120_000,
  );
});

it("no expression is put together at run time, where this could not see it", () => {
  for (const file of files)
    expect(readFileSync(path.join(root, file), "utf8"), file).not.toMatch(
      /\bRegExp\(/,
    );
});
