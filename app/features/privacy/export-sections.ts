/** The parts of a shop's export, in the order of its file. */
export const exportSections = [
  "shop",
  "fulfillments",
  "carrierMappings",
  "savedViews",
  "changes",
] as const;

export type ExportSection = (typeof exportSections)[number];

export type ExportPage = {
  items: unknown[];
  /** Where the section goes on; null at its end. */
  next: string | null;
  /** With the first page: how many fulfillments are to come. */
  total?: { count: number; more: boolean };
};
