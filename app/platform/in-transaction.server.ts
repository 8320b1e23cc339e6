import type { Prisma, PrismaClient } from "@prisma/client";
import { repeatOnConflict } from "./repeat-on-conflict.server.ts";

/** One transaction, run again where the database gave it up because of another one. The work must do nothing outside it. */
export const inTransaction = <Result>(
  db: Pick<PrismaClient, "$transaction">,
  work: (tx: Prisma.TransactionClient) => Promise<Result>,
  options?: { timeout: number },
): Promise<Result> => repeatOnConflict(() => db.$transaction(work, options));
