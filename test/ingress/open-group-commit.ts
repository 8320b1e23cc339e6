import {
  createGroupCommit,
  type GroupCommitLimits,
} from "#app/ingress/group-commit.ts";

export const row = (key: number, bytes = 1) => ({
  dedupeKey: Buffer.from([key]),
  body: Buffer.alloc(bytes),
});

/** A group commit whose commits end when they are told to. */
export function openGroupCommit(limits: Partial<GroupCommitLimits>) {
  const commits: { keys: number[]; end(error?: Error): void }[] = [];
  const failures: [error: unknown, rows: number][] = [];
  const opened = createGroupCommit<ReturnType<typeof row>>({
    limits,
    onFailure: (error, rows) => failures.push([error, rows]),
    commit: (rows) =>
      new Promise((resolve, reject) => {
        commits.push({
          keys: rows.map(({ dedupeKey }) => dedupeKey[0]!),
          end: (error) => (error ? reject(error) : resolve()),
        });
      }),
  });
  const group: typeof opened = {
    store(one) {
      const stored = opened.store(one);
      // A row that its test leaves waiting is late when another test runs.
      stored.catch(() => undefined);
      return stored;
    },
  };
  return { group, commits, failures };
}

export const settle = () => new Promise((resolve) => setImmediate(resolve));
