import type { Transaction } from "#app/db.server.ts";

/** The carrier that the merchant chose for a company; null where none was chosen. */
export async function findMappedCarrier(
  tx: Pick<Transaction, "carrierMapping">,
  shopId: string,
  companyKey: string,
): Promise<string | null> {
  if (companyKey === "") return null;
  const mapping = await tx.carrierMapping.findUnique({
    where: { shopId_companyKey: { shopId, companyKey } },
    select: { carrierId: true },
  });
  return mapping?.carrierId ?? null;
}
