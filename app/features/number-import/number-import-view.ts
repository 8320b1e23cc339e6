/** What a file may hold; more is refused, and nothing of it is read. */
export const mostBytes = 1_000_000;
export const mostRows = 5_000;
/** How many numbers one call tracks. */
export const mostPerCall = 25;

/** A row of the file as it was written. */
export type FileRow = {
  /** Of the file, beginning with 1. */
  line: number;
  order: string;
  number: string;
  company: string;
};

/** Why a row brings no new parcel. */
export type RowProblem =
  | "no_order"
  | "no_number"
  | "mangled"
  | "too_long"
  | "repeated"
  | "unknown_order"
  | "several";

export type JudgedRow = FileRow &
  (
    | { verdict: "new"; fulfillmentId: string }
    | { verdict: "known" }
    | { verdict: RowProblem }
  );

export type NewRow = Extract<JudgedRow, { verdict: "new" }>;

export const newRowsOf = (rows: JudgedRow[]): NewRow[] =>
  rows.filter((row) => row.verdict === "new");

/** Why nothing of a file could be read. */
export type FileRefusal =
  | { reason: "empty" | "broken" | "too_large" | "not_text" }
  | { reason: "too_many_rows"; rows: number }
  | { reason: "no_columns"; missing: ("order" | "number")[] };

/** What became of a number that was to be tracked. */
export type TrackedVerdict = "tracked" | "known" | "gone" | "too_many";

export type NumbersAnswer =
  | { outcome: "refused"; refusal: FileRefusal }
  | { outcome: "read"; rows: JudgedRow[] }
  | { outcome: "tracked"; verdicts: TrackedVerdict[] };
