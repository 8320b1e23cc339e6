import type { LoaderFunctionArgs } from "@remix-run/node";
import {
  carrierIdSchema,
  companyKeySchema,
} from "#app/features/carriers/mapping-schema.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { previewMapping } from "#app/use-cases/preview-mapping.server.ts";

/** What would become of a company's parcels with `?carrier=`. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  const key = companyKeySchema.safeParse(params.key);
  const carrier = carrierIdSchema.safeParse(
    new URL(request.url).searchParams.get("carrier"),
  );
  if (!key.success || !carrier.success)
    throw new Response("Unknown carrier", { status: 400 });
  return previewMapping(context.app, {
    shopId: shop.id,
    key: key.data,
    carrierId: carrier.data,
  });
}
