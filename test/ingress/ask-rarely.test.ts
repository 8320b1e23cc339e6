import { beforeEach, expect, it } from "vitest";
import { createRareAsk } from "#app/ingress/ask-rarely.ts";

const second = 1_000;
const minute = 60 * second;
const at = (ms: number) => new Date(Date.UTC(2026, 10, 30) + ms);

type Asked = { ref: string; notBefore: Date | undefined };
const asked: Asked[] = [];
let failing: Error | undefined;
const ask = (ref: string, notBefore?: Date) => {
  asked.push({ ref, notBefore });
  return failing ? Promise.reject(failing) : Promise.resolve();
};
beforeEach(() => {
  asked.length = 0;
  failing = undefined;
});

it("asks now and once more five minutes later, however much comes meanwhile", async () => {
  const rarely = createRareAsk(ask, 10);
  for (let count = 0; count < 1_000; count++) await rarely("a", at(count));
  expect(asked).toEqual([
    { ref: "a", notBefore: undefined },
    { ref: "a", notBefore: at(5 * minute + 1) },
  ]);
});

it("has whatever comes followed by an ask, and no more than three in five minutes", async () => {
  const rarely = createRareAsk(ask, 10);
  const moments = Array.from({ length: 1_800 }, (_, count) => count * second);
  const asks: number[] = [];
  for (const moment of moments) {
    await rarely("a", at(moment));
    for (const { notBefore } of asked.splice(0))
      asks.push((notBefore ?? at(moment)).getTime() - at(0).getTime());
    // What was planned before is far enough ahead for a queue whose clock is.
    const last = Math.max(...asks);
    if (last !== moment) expect(last).toBeGreaterThan(moment + 29 * second);
  }
  const of = (from: number) =>
    asks.filter((one) => one >= from && one < from + 5 * minute);
  for (const moment of moments)
    expect(of(moment).length).toBeLessThanOrEqual(3);
});

it("asks for each address alone, and begins anew with the one that was quiet for longest", async () => {
  const rarely = createRareAsk(ask, 2);
  for (const ref of ["a", "a", "b", "b", "c", "c", "c", "a"])
    await rarely(ref, at(0));
  expect(asked.map(({ ref }) => ref)).toEqual([..."aabbcca"]);
});

it("tells of a failure whoever counted on it, and asks anew", async () => {
  const rarely = createRareAsk(ask, 10);
  await rarely("a", at(0));
  failing = new Error("no database");
  const together = [rarely("a", at(1)), rarely("a", at(2))];
  expect(await Promise.allSettled(together)).toMatchObject([
    { status: "rejected" },
    { status: "rejected" },
  ]);
  expect(asked).toHaveLength(2);
  failing = undefined;
  await rarely("a", at(3));
  expect(asked).toHaveLength(3);
  await rarely("a", at(4));
  expect(asked).toHaveLength(3);
});
