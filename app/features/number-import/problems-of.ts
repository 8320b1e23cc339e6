import {
  newRowsOf,
  type FileRow,
  type RowProblem,
} from "./number-import-view.ts";
import type { NumberImportState } from "./use-number-import.ts";

/** A row that brought no parcel, and why. */
export type Problem = {
  row: FileRow;
  reason: RowProblem | "gone" | "too_many";
};

/** What could not be tracked of the file, in its order. */
export function problemsOf(state: NumberImportState): Problem[] {
  if (!("rows" in state)) return [];
  const verdicts = "verdicts" in state ? state.verdicts : [];
  const verdictOf = new Map(
    newRowsOf(state.rows).map((row, at) => [row.line, verdicts[at]]),
  );
  return state.rows.flatMap((row): Problem[] => {
    if (row.verdict === "known") return [];
    if (row.verdict !== "new") return [{ row, reason: row.verdict }];
    const verdict = verdictOf.get(row.line);
    return verdict === "gone" || verdict === "too_many"
      ? [{ row, reason: verdict }]
      : [];
  });
}
