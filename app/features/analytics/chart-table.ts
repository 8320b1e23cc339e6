/** What a chart shows, as a table shows it: the same rows, each cell as it is read and as a file holds it. */
export type ChartTable = {
  headings: string[];
  rows: { shown: string[]; stored: (string | number)[] }[];
};
