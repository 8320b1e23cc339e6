import { beforeEach, describe, expect, it, vi } from "vitest";
import { buildOfPages } from "./build-of-pages.ts";
import { useWeb } from "./use-web.ts";

// React Router warns of a path without a route, but not in production.
beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});

const fail = () => {
  throw new Error("planted failure");
};
const web = useWeb(
  buildOfPages({
    plain: () => null,
    boom: fail,
    "raw/boom": fail,
    gone: () => {
      throw new Response(null, { status: 404 });
    },
  }),
);

const linesOf = (requestId: string | null) =>
  web.lines.filter((line) => line.requestId === requestId);

describe("the id of a request", () => {
  it.each([
    ["a page", "/boom"],
    ["the data of a page", "/boom.data"],
    ["an answer that is no page", "/raw/boom"],
  ])("is logged with the failure of %s", async (_case, path) => {
    const answer = await web.get(path);
    expect(answer.status).toBe(500);
    const id = answer.headers.get("x-request-id");
    await expect
      .poll(() => linesOf(id))
      .toMatchObject([
        {
          level: "error",
          text: "page failed",
          err: { message: "planted failure" },
        },
        { level: "info", text: "request", status: 500 },
      ]);
  });

  it.each(["/boom.data", "/raw/boom"])(
    "is all that the browser is told of a failure at %s",
    async (path) => {
      const answer = await web.get(path);
      const text = await answer.text();
      expect(text).toContain("reference");
      expect(text).toContain(answer.headers.get("x-request-id"));
      expect(text).not.toContain("planted");
    },
  );

  it("is ours, whatever the sender calls it", async () => {
    const headers = { "x-request-id": "planted" };
    const [one, other] = await Promise.all([
      web.get("/plain", { headers }),
      web.get("/plain", { headers }),
    ]);
    const ids = [one, other].map(({ headers }) => headers.get("x-request-id"));
    expect(ids[0]).toMatch(/^[0-9a-f]{12}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it("leaves an answer that was thrown as it is", async () => {
    const answer = await web.get("/gone");
    expect(answer.status).toBe(404);
    await expect
      .poll(() => linesOf(answer.headers.get("x-request-id")))
      .toMatchObject([{ level: "info", status: 404 }]);
  });
});
