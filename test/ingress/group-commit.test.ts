import { expect, it } from "vitest";
import {
  createGroupCommit,
  type GroupCommitLimits,
} from "#app/ingress/group-commit.ts";

const row = (key: number, bytes = 1) => ({
  dedupeKey: Buffer.from([key]),
  body: Buffer.alloc(bytes),
});

/** A group commit whose commits end when they are told to. */
function open(limits: Partial<GroupCommitLimits>) {
  const commits: { keys: number[]; end(error?: Error): void }[] = [];
  const group = createGroupCommit<ReturnType<typeof row>>({
    limits,
    onFailure: () => undefined,
    commit: (rows) =>
      new Promise((resolve, reject) => {
        commits.push({
          keys: rows.map(({ dedupeKey }) => dedupeKey[0]!),
          end: (error) => (error ? reject(error) : resolve()),
        });
      }),
  });
  return { group, commits };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

it("commits the first row at once and the rows of the meantime together, sorted by key", async () => {
  const { group, commits } = open({ flights: 1 });
  const stored = [5, 4, 3, 2].map((key) => group.store(row(key)));
  expect(commits.map(({ keys }) => keys)).toEqual([[5]]);
  commits[0]!.end();
  await settle();
  expect(commits[1]!.keys).toEqual([2, 3, 4]);
  commits[1]!.end();
  await Promise.all(stored);
});

it("waits a moment in a crowd, for as many rows as came last, and not for a single one", async () => {
  const { group, commits } = open({ flights: 2 });
  const keys = Array.from({ length: 9 }, (_, key) => key);
  const stored = keys.map((key) => group.store(row(key)));
  const land = async () => {
    commits.at(-1)!.end();
    await settle();
  };
  await land();
  expect(commits.map(({ keys }) => keys.length)).toEqual([1, 8]);
  await land();
  const again = keys.slice(1).map((key) => group.store(row(key)));
  expect(commits.map(({ keys }) => keys.length)).toEqual([1, 8, 8]);
  await land();
  const last = group.store(row(1));
  expect(commits).toHaveLength(3);
  await expect.poll(() => commits.length).toBe(4);
  await land();
  const quiet = group.store(row(2));
  expect(commits.map(({ keys }) => keys.length)).toEqual([1, 8, 8, 1, 1]);
  await land();
  await Promise.all([...stored, ...again, last, quiet]);
});

it("has no more commits under way, and no more rows or bytes in one, than its limits say", async () => {
  const { group, commits } = open({
    flights: 2,
    batchRows: 3,
    batchBytes: 100,
  });
  const sizes = [1, 1, 1, 1, 1, 1, 99, 200, 1];
  const stored = sizes.map((size, key) => group.store(row(key, size)));
  for (let index = 0; index < 6; index += 1) {
    expect(commits.length).toBeLessThanOrEqual(index + 2);
    commits[index]!.end();
    await settle();
  }
  expect(commits.map(({ keys }) => keys)).toEqual([
    [0],
    [1, 2, 3],
    [4, 5],
    [6],
    [7],
    [8],
  ]);
  await Promise.all(stored);
});

it("does not try rows one by one when the database itself failed", async () => {
  const { group, commits } = open({ flights: 1 });
  const stored = [1, 2, 3].map((key) => group.store(row(key)));
  commits[0]!.end();
  await settle();
  commits[1]!.end(new Error("connection terminated"));
  const outcomes = await Promise.allSettled(stored);
  expect(outcomes.map(({ status }) => status)).toEqual([
    "fulfilled",
    "rejected",
    "rejected",
  ]);
  expect(commits).toHaveLength(2);
});

it("refuses what is beyond its bytes, and takes rows again when commits have ended", async () => {
  const { group, commits } = open({ flights: 1, heldBytes: 10 });
  const first = group.store(row(1, 10));
  await expect(group.store(row(2, 1))).rejects.toMatchObject({
    reason: "overloaded",
  });
  commits[0]!.end();
  await first;
  await settle();
  const second = group.store(row(3, 10));
  commits[1]!.end();
  await second;
});

it("gives up a row that waited too long, does not commit it later, and frees its place", async () => {
  const { group, commits } = open({ flights: 1, waitMs: 30, heldRows: 2 });
  const first = group.store(row(1));
  const second = group.store(row(2));
  await expect(first).rejects.toMatchObject({ reason: "late" });
  await expect(second).rejects.toMatchObject({ reason: "late" });
  const third = group.store(row(3));
  commits[0]!.end();
  await settle();
  expect(commits[1]!.keys).toEqual([3]);
  commits[1]!.end();
  await third;
});
