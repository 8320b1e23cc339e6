import { NotFoundError } from "#app/domain/app-error.ts";
import type { Transaction } from "#app/db.server.ts";

/**
 * As Shopify had it last.
 * @throws NotFoundError where no parcel of the shop had this company
 */
export async function findCompanyName(
  tx: Pick<Transaction, "company" | "carrierMapping">,
  { shopId, companyKey }: { shopId: string; companyKey: string },
): Promise<string> {
  const where = { shopId, companyKey };
  const known = await tx.company.findFirst({ where, select: { name: true } });
  if (known) return known.name;
  const mapping = await tx.carrierMapping.findFirst({ where });
  if (!mapping) throw new NotFoundError("company");
  return mapping.company;
}
