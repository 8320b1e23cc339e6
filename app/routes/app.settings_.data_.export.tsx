import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { isStoredText } from "#app/domain/stored-text.ts";
import { exportSections } from "#app/features/privacy/export-sections.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { exportShopData } from "#app/use-cases/export-shop-data.server.ts";

const querySchema = z
  .object({
    id: z.uuid(),
    section: z.enum(exportSections),
    after: z.string().max(500).refine(isStoredText).optional(),
  })
  .refine(
    ({ section, after }) =>
      section !== "changes" || z.uuid().optional().safeParse(after).success,
  );

/** A page of the shop's data, for the page's script: it has the session token, and puts the file together. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop, actor } = await authenticateShop(context.app, request);
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const read = querySchema.safeParse(query);
  if (!read.success) throw new Response(null, { status: 400 });
  const { id: exportId, section, after } = read.data;
  const asked = { shop, actor, exportId, section, after };
  const page = await exportShopData(context.app, asked);
  if (page === "busy") throw new Response(null, { status: 409 });
  return Response.json(page, { headers: { "Cache-Control": "no-store" } });
}
