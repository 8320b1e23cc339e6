import type { Transaction } from "#app/db.server.ts";

/**
 * The company's carrier is found automatically again, with its audit entry.
 * @returns whether there was a mapping
 */
export async function forgetCarrier(
  tx: Transaction,
  asked: { shopId: string; companyKey: string; actor: string },
): Promise<boolean> {
  const { shopId, companyKey, actor } = asked;
  const where = { shopId, companyKey };
  const [mapping] = await tx.carrierMapping.findMany({ where });
  const { count } = await tx.carrierMapping.deleteMany({ where });
  if (!mapping || count === 0) return false;
  const { company, carrierId: from } = mapping;
  await tx.auditEntry.create({
    data: {
      shopId,
      actor,
      action: "carrier_unmapped",
      detail: { company, from },
    },
  });
  return true;
}
