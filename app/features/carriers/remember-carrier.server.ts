import type { Transaction } from "#app/db.server.ts";
import { companyKey as keyOf } from "#app/domain/company-key.ts";

/**
 * The merchant's carrier for every parcel of this company from now on, with its audit entry.
 * @returns the company's key, or undefined for a parcel without a company
 */
export async function rememberCarrier(
  tx: Transaction,
  asked: {
    shopId: string;
    /** The parcel where it was chosen; null: for the company as such. */
    shipmentId: string | null;
    company: string | null;
    carrierId: string;
    actor: string;
  },
): Promise<string | undefined> {
  const { shopId, shipmentId, company, carrierId, actor } = asked;
  const companyKey = keyOf(company);
  if (company === null || companyKey === "") return undefined;
  const where = { shopId_companyKey: { shopId, companyKey } };
  const before = await tx.carrierMapping.findUnique({ where });
  if (before?.carrierId === carrierId) return companyKey;
  await tx.carrierMapping.upsert({
    where,
    create: { shopId, companyKey, company, carrierId },
    update: { company, carrierId },
  });
  await tx.auditEntry.create({
    data: {
      shopId,
      shipmentId,
      actor,
      action: "carrier_mapped",
      detail: { company, from: before?.carrierId ?? null, to: carrierId },
    },
  });
  return companyKey;
}
