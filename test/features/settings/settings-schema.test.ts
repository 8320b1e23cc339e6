import { describe, expect, it } from "vitest";
import { settingsIntentSchema } from "#app/features/settings/settings-schema.ts";

const parse = (fields: Record<string, unknown>) =>
  settingsIntentSchema.safeParse(fields).data;
const typed = { apiKey: "key", apiSecret: "secret" };

describe("a settings intent", () => {
  it("reads what was changed and what had been shown", () => {
    expect(
      parse({ intent: "save", changes: '{"digest":true}', seen: "{}" }),
    ).toEqual({
      intent: "save",
      changes: { digest: true },
      seen: {},
      apiKey: "",
      apiSecret: "",
    });
  });

  it("saves nothing where nothing is said", () => {
    expect(parse({ intent: "save", ...typed })).toEqual({
      intent: "save",
      changes: {},
      seen: {},
      ...typed,
    });
  });

  it("needs nothing but its name to disconnect", () => {
    expect(parse({ intent: "disconnect" })).toEqual({ intent: "disconnect" });
  });

  it.each([
    ["it is unknown", { intent: "drop" }],
    ["it is absent", {}],
    [
      "a field is a file",
      { intent: "test", ...typed, apiKey: new File([], "a") },
    ],
    ["what was changed is no JSON", { intent: "save", changes: "{" }],
    ["what was changed is no object", { intent: "save", changes: "[]" }],
  ])("is refused when %s", (_, fields) => {
    expect(parse(fields)).toBeUndefined();
  });
});
