import { z } from "zod";
import {
  companyVolume,
  sumCompanies,
  type CompanyVolume,
} from "#app/features/carriers/sum-companies.server.ts";
import type { SumsOf } from "#app/features/kept-sums/sums.ts";

/** Of the pages of companies. */
export const companySums: SumsOf<CompanyVolume[]> = {
  kind: "companies",
  schema: z.array(companyVolume),
  sumUp: sumCompanies,
};
