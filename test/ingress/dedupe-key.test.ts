import { expect, it } from "vitest";
import { dedupeKey } from "#app/ingress/dedupe-key.ts";

const hexOf = (parts: string[], body: string) =>
  dedupeKey(parts, Buffer.from(body)).toString("hex");

it("is what it always was: a repeat of what an earlier version stored is known", () => {
  expect(hexOf(["one.myshopify.com", "orders/delete", "e1"], "{}")).toBe(
    "51d6ce670b08cdb9228c818d82790b9617f3d587200932f891dcd5e797930331",
  );
});

it("is another where a text moves from one part to the next, or into the body", () => {
  const keys = [
    hexOf(["ab", "c"], "d"),
    hexOf(["a", "bc"], "d"),
    hexOf(["abc"], "d"),
    hexOf(["ab"], "cd"),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});
