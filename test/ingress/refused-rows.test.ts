import pg from "pg";
import { describe, expect, it } from "vitest";
import { openGroupCommit as open, row, settle } from "./open-group-commit.ts";

describe("a batch that the database refuses for a row in it", () => {
  const refusal = Object.assign(new pg.DatabaseError("no", 1, "error"), {
    code: "23514",
  });
  const down = new Error("connection terminated");

  async function refuse() {
    const opened = open({ flights: 1 });
    const stored = [0, 1, 2, 3].map((key) => opened.group.store(row(key)));
    const outcomes = Promise.allSettled(stored);
    const end = async (error?: Error) => {
      opened.commits.at(-1)!.end(error);
      await settle();
    };
    await end();
    await end(refusal);
    return { ...opened, end, outcomes };
  }

  it("is stored row by row, and only the bad one fails", async () => {
    const { commits, failures, end, outcomes } = await refuse();
    await end();
    await end(refusal);
    await end();
    expect(commits.map(({ keys }) => keys)).toEqual([
      [0],
      [1, 2, 3],
      [1],
      [2],
      [3],
    ]);
    expect(await outcomes).toMatchObject([
      { status: "fulfilled" },
      { status: "fulfilled" },
      { status: "rejected", reason: { reason: "failed", cause: refusal } },
      { status: "fulfilled" },
    ]);
    expect(failures).toEqual([
      [refusal, 3],
      [refusal, 1],
    ]);
  });

  it("fails from the row on at which the database goes away", async () => {
    const { commits, failures, end, outcomes } = await refuse();
    await end();
    await end(down);
    expect(commits).toHaveLength(4);
    expect(await outcomes).toMatchObject([
      { status: "fulfilled" },
      { status: "fulfilled" },
      { status: "rejected", reason: { reason: "failed", cause: down } },
      { status: "rejected", reason: { reason: "failed", cause: down } },
    ]);
    expect(failures).toEqual([
      [refusal, 3],
      [down, 1],
    ]);
  });

  it("is not tried again when it is a single row", async () => {
    const { group, commits, failures } = open({});
    const stored = expect(group.store(row(1))).rejects.toMatchObject({
      name: "NotStoredError",
      message: "not stored: failed",
      retryable: true,
      cause: refusal,
    });
    commits[0]!.end(refusal);
    await stored;
    expect(commits).toHaveLength(1);
    expect(failures).toEqual([[refusal, 1]]);
  });
});
