/** One change of the shop's settings, account or data. */
export type ChangeLine = {
  id: string;
  action: string;
  /** The staff member's id at Shopify; null for the app itself. */
  staffId: string | null;
  /** Of a setting: its values, as they were stored then. */
  change: { setting: string; from: unknown; to: unknown } | null;
  at: string;
};

export type ChangesView = {
  lines: ChangeLine[];
  /** Where the next page begins; null at the end. */
  older: string | null;
  /** This is not the first page. */
  isLater: boolean;
  /** Who reads. */
  staffId: string;
  timeZone: string;
};
