import { expect, it } from "vitest";
import { ConflictError } from "#app/domain/app-error.ts";
import { repeatOnConflict } from "#app/platform/repeat-on-conflict.server.ts";
import { useTestDatabase } from "#test/support/test-database.ts";

const database = useTestDatabase();

it("lets both of two transactions through that wait for each other", async () => {
  const { db } = database;
  for (const domain of ["a", "b"])
    await db.shop.create({ data: { domain, installedAt: new Date() } });
  let deadlocks = 0;
  let holding = 0;
  const bothHold = Promise.withResolvers<void>();
  const touch = (first: string, second: string) =>
    repeatOnConflict(() =>
      db
        .$transaction(async (tx) => {
          await tx.shop.update({
            where: { domain: first },
            data: { timeZone: first },
          });
          if (++holding === 2) bothHold.resolve();
          await bothHold.promise;
          await tx.$executeRaw`UPDATE shop SET granted_scopes = ${first} WHERE domain = ${second}`;
        })
        .catch((error: unknown) => {
          deadlocks++;
          throw error;
        }),
    );
  await Promise.all([touch("a", "b"), touch("b", "a")]);
  expect(deadlocks).toBeGreaterThan(0);
  expect(await db.shop.count({ where: { grantedScopes: "" } })).toBe(0);
});

it("repeats what found its rows linked anew, and gives up in the end", async () => {
  let runs = 0;
  const work = () => {
    runs++;
    return Promise.reject(new ConflictError("linked anew"));
  };
  await expect(repeatOnConflict(work)).rejects.toBeInstanceOf(ConflictError);
  expect(runs).toBe(4);
});

it("does not repeat what fails for another reason", async () => {
  let runs = 0;
  const work = () => {
    runs++;
    return Promise.reject(new Error("broken"));
  };
  await expect(repeatOnConflict(work)).rejects.toThrow("broken");
  expect(runs).toBe(1);
});
