import { afterEach, describe, expect, it, vi } from "vitest";
import type { GroupCommitLimits } from "#app/ingress/group-commit.ts";
import { openGroupCommit as open, row, settle } from "./open-group-commit.ts";

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
  const { group, commits } = open({ flights: 2, slowMs: 0 });
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

it("has the next rows committed before it answers those of the last commit", async () => {
  const { group, commits } = open({ flights: 1 });
  const started: number[] = [];
  const first = group.store(row(1)).then(() => started.push(commits.length));
  void group.store(row(2));
  commits[0]!.end();
  await first;
  expect(started).toEqual([2]);
});

/** Nine rows: the first is committed alone, the other eight, a crowd, together; every commit counts as slow. */
async function crowd(limits: Partial<GroupCommitLimits>) {
  const opened = open({ slowMs: 0, ...limits });
  const keys = Array.from({ length: 9 }, (_, key) => key);
  const stored = keys.map((key) => opened.group.store(row(key)));
  for (const index of [0, 1]) {
    opened.commits[index]!.end();
    await settle();
  }
  await Promise.all(stored);
  return opened;
}

it("commits a full batch beside the one that is under way", () => {
  const { group, commits } = open({ flights: 2, batchRows: 2 });
  for (const key of [1, 2]) void group.store(row(key));
  expect(commits.map(({ keys }) => keys)).toEqual([[1]]);
  void group.store(row(3));
  expect(commits.map(({ keys }) => keys)).toEqual([[1], [2, 3]]);
});

describe("where commits are quick", () => {
  const openQuick = (slowMs = 1_000) => {
    const { group, commits } = open({ flights: 2, slowMs });
    return {
      sizes: () => commits.map(({ keys }) => keys.length),
      store(count: number) {
        for (let key = 0; key < count; key++) void group.store(row(key));
      },
      async land(index: number) {
        commits[index]!.end();
        await settle();
      },
    };
  };

  it("sends as many rows behind those under way as these are, and no third commit", async () => {
    const { store, sizes, land } = openQuick();
    store(1 + 8);
    expect(sizes()).toEqual([1, 8]);
    store(10);
    expect(sizes()).toEqual([1, 8]);
    await land(0);
    await land(1);
    expect(sizes()).toEqual([1, 8, 10]);
    store(9);
    expect(sizes()).toEqual([1, 8, 10]);
    store(1);
    expect(sizes()).toEqual([1, 8, 10, 10]);
  });

  it("sends fewer than a crowd behind none", async () => {
    const { store, sizes, land } = openQuick();
    store(1 + 7);
    expect(sizes()).toEqual([1]);
    await land(0);
    expect(sizes()).toEqual([1, 7]);
  });

  it("takes what was sent behind another for no slow one", async () => {
    const { store, sizes, land } = openQuick(60);
    store(1 + 8);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await land(0);
    await land(1);
    store(1 + 8);
    expect(sizes()).toEqual([1, 8, 1, 8]);
  });
});

it("sends nothing ahead where commits are slow", async () => {
  const { group, commits } = await crowd({ flights: 2 });
  const store = (count: number) => {
    for (let key = 0; key < count; key++) void group.store(row(key));
  };
  store(8);
  expect(commits).toHaveLength(3);
  store(30);
  expect(commits).toHaveLength(3);
});

it("waits for nobody after a commit of seven rows, which are no crowd", async () => {
  const { group, commits } = open({ flights: 1, slowMs: 0 });
  const stored = Array.from({ length: 8 }, (_, key) => group.store(row(key)));
  for (const index of [0, 1]) {
    commits[index]!.end();
    await settle();
  }
  await Promise.all(stored);
  expect(commits[1]!.keys).toHaveLength(7);
  void group.store(row(9));
  expect(commits).toHaveLength(3);
});

describe("with the clock in hand", () => {
  const takeClock = () =>
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  afterEach(() => void vi.useRealTimers());

  it("commits a crowd that is complete once, and what comes after it later", async () => {
    const { group, commits } = await crowd({ flights: 2 });
    takeClock();
    const again = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    for (const key of again) void group.store(row(key));
    await vi.advanceTimersByTimeAsync(10);
    expect(commits.slice(2).map(({ keys }) => keys.length)).toEqual([8]);
  });

  it("waits 2 ms for a crowd to be complete", async () => {
    const { group, commits } = await crowd({});
    takeClock();
    void group.store(row(1));
    await vi.advanceTimersByTimeAsync(1);
    expect(commits).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(commits).toHaveLength(3);
  });

  it("waits for nobody where commits are quick", async () => {
    const { group, commits } = await crowd({ slowMs: 1_000 });
    void group.store(row(1));
    expect(commits).toHaveLength(3);
  });

  it("leaves no clock running behind a crowd for which nobody waits", async () => {
    takeClock();
    await crowd({});
    expect(vi.getTimerCount()).toBe(0);
  });

  it("commits nothing when the row that was waited with has been given up", async () => {
    takeClock();
    const { group, commits } = await crowd({ waitMs: 1 });
    const late = expect(group.store(row(1))).rejects.toMatchObject({
      reason: "late",
    });
    await vi.advanceTimersByTimeAsync(10);
    await late;
    expect(commits).toHaveLength(2);
  });

  it("leaves no clock running for a row that is stored", async () => {
    takeClock();
    const { group, commits } = open({});
    const stored = group.store(row(1));
    expect(vi.getTimerCount()).toBe(1);
    commits[0]!.end();
    await stored;
    expect(vi.getTimerCount()).toBe(0);
  });
});
