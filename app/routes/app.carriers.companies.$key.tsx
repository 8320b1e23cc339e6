import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import type { MappingAnswer } from "#app/features/carriers/carriers-view.ts";
import { CompanyPage } from "#app/features/carriers/company-page.tsx";
import {
  companyKeySchema,
  readMappingIntent,
} from "#app/features/carriers/mapping-schema.ts";
import { orMissing } from "#app/platform/http/or-missing.server.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import {
  applyMapping,
  mapCompany,
  stopMapping,
  unmapCompany,
} from "#app/use-cases/change-mapping.server.ts";
import { loadCompany } from "#app/use-cases/load-company.server.ts";

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return orMissing(loadCompany(context.app, shop, readKey(params.key)));
}

export async function action({
  request,
  context,
  params,
}: ActionFunctionArgs): Promise<MappingAnswer> {
  const { shop, actor } = await authenticateShop(context.app, request);
  const companyKey = readKey(params.key);
  const form = await request.formData().catch(() => new FormData());
  const read = readMappingIntent(form);
  if (!read) throw new Response("Unknown intent", { status: 400 });
  if ("answer" in read) return read.answer;
  const asked = { shopId: shop.id, companyKey, actor };
  switch (read.intent) {
    case "map": {
      const { carrierId, again } = read;
      await orMissing(mapCompany(context.app, { ...asked, carrierId, again }));
      return { outcome: "mapped" };
    }
    case "unmap":
      await unmapCompany(context.app, asked);
      return { outcome: "unmapped" };
    case "apply":
      await orMissing(applyMapping(context.app, asked));
      return { outcome: "applying" };
    case "stop":
      await stopMapping(context.app, asked);
      return { outcome: "stopped" };
  }
}

/** A call that fails is answered to the form, so that what was chosen is not lost to an error page. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<MappingAnswer> {
  try {
    return await serverAction<MappingAnswer>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { outcome: "failed" };
  }
}

function readKey(text: string | undefined) {
  const key = companyKeySchema.safeParse(text);
  if (!key.success) throw new Response(null, { status: 404 });
  return key.data;
}

export default function CompanyRoute() {
  const view = useLoaderData<typeof loader>();
  // Another company is another page: nothing chosen or answered goes along.
  return <CompanyPage key={view.company.key} view={view} />;
}
