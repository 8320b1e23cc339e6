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
  const group = createGroupCommit<ReturnType<typeof row>>({
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
  return { group, commits, failures };
}

export const settle = () => new Promise((resolve) => setImmediate(resolve));
