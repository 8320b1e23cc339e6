export type TenantTry = {
  handler: "loader" | "action";
  path: (ids: Ids) => string;
  params?: (ids: Ids) => Record<string, string>;
  form?: Form | ((ids: Ids) => Form);
  expected: "not_found" | "nothing_of_the_other";
};
type Form = Record<string, string>;
/** Ids of rows of the other shop. */
export type Ids = {
  shipment: string;
  fulfillment: string;
  dataExport: string;
  change: string;
  savedView: string;
  bulkAction: string;
};
