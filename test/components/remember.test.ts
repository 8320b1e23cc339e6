import { expect, it } from "vitest";
import { remember } from "#app/components/remember.ts";

it("makes a thing once for each key, and forgets the one that was not asked for the longest", () => {
  const made: string[] = [];
  const of = remember((language: string, zone: string) => {
    made.push(`${language} ${zone}`);
    return { language, zone };
  });
  const first = of("de", "UTC");
  expect(of("de", "Asia/Tokyo")).toEqual({
    language: "de",
    zone: "Asia/Tokyo",
  });
  expect(of("de", "UTC")).toBe(first);
  expect(made).toHaveLength(2);

  for (let n = 0; n < 99; n++) of("ja", `${n}`);
  expect(of("de", "UTC")).toBe(first);
  of("de", "Asia/Tokyo");
  expect(made.filter((key) => key === "de Asia/Tokyo")).toHaveLength(2);
});
