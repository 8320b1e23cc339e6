/**
 * The shipping company of a parcel, as somebody named it: Shopify for the whole fulfillment, or a merchant's file for
 * one number of it.
 *
 * @param importedCompany "" where the file named none; null where Shopify lists the number
 */
export function companyOfShipment(
  { importedCompany }: { importedCompany: string | null },
  ofFulfillment: string | null,
): string | null {
  return importedCompany === null ? ofFulfillment : importedCompany || null;
}
