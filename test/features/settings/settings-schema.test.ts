import { describe, expect, it } from "vitest";
import { settingsIntentSchema } from "#app/features/settings/settings-schema.ts";

const parse = (fields: Record<string, unknown>) =>
  settingsIntentSchema.safeParse(fields).data;
const typed = { apiKey: "key", apiSecret: "secret" };

describe("a settings intent", () => {
  it.each([
    ["true", true],
    ["false", false],
  ])("reads automatic registration %s", (text, automaticRegistration) => {
    expect(
      parse({ intent: "save", automaticRegistration: text, ...typed }),
    ).toEqual({ intent: "save", automaticRegistration, ...typed });
  });

  it("leaves writing back as it is when the form does not speak of it", () => {
    const save = { intent: "save", automaticRegistration: "true", ...typed };
    expect(parse(save)).not.toHaveProperty("writeBack");
    expect(parse({ ...save, writeBack: "false" })).toMatchObject({
      writeBack: false,
    });
  });

  it("needs nothing but its name to disconnect", () => {
    expect(parse({ intent: "disconnect" })).toEqual({ intent: "disconnect" });
  });

  it.each([
    ["it is unknown", { intent: "drop" }],
    ["it is absent", {}],
    ["a field is missing", { intent: "test", apiKey: "key" }],
    [
      "a field is a file",
      { intent: "test", ...typed, apiKey: new File([], "a") },
    ],
    [
      "the switch is neither on nor off",
      { intent: "save", automaticRegistration: "maybe", ...typed },
    ],
  ])("is refused when %s", (_, fields) => {
    expect(parse(fields)).toBeUndefined();
  });
});
