import { beforeEach, describe, expect, it, vi } from "vitest";
import { buildOfPages } from "./build-of-pages.ts";
import { useWeb } from "./use-web.ts";

// React Router warns of a path without a route, but not in production.
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const web = useWeb(buildOfPages({ plain: () => "what was loaded" }));

const asked = async (path: string, accepted: string) => {
  const answer = await web.get(path, {
    headers: { "accept-encoding": accepted },
  });
  return {
    text: await answer.text(),
    encoding: answer.headers.get("content-encoding"),
    vary: answer.headers.get("vary"),
  };
};

describe.each([
  { what: "a page", path: "/plain", content: "page plain" },
  { what: "the data of a page", path: "/plain.data", content: "was loaded" },
])("$what", ({ path, content }) => {
  it.each([
    ["gzip", "gzip"],
    ["br, gzip;q=0.5", "gzip"],
    ["gzip;q=0, identity", null],
    ["identity", null],
  ])("asked for with “%s” is sent as %s", async (accepted, encoding) => {
    const answer = await asked(path, accepted);
    expect(answer.encoding).toBe(encoding);
    expect(answer.vary).toMatch(/accept-encoding/i);
    expect(answer.text).toContain(content);
  });
});
