import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { DataPage } from "#app/features/privacy/data-page.tsx";
import type { DataAnswer } from "#app/features/privacy/data-view.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { loadDataPage } from "#app/use-cases/load-data-page.server.ts";
import { requestDeletion } from "#app/use-cases/request-deletion.server.ts";
import { stopDeletion } from "#app/use-cases/stop-deletion.server.ts";

const intentSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("delete"), name: z.string().max(255) }),
  z.object({ intent: z.literal("stop") }),
]);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return loadDataPage(context.app, shop);
}

export async function action({
  request,
  context,
}: ActionFunctionArgs): Promise<DataAnswer> {
  const { shop, actor } = await authenticateShop(context.app, request);
  const form = await request.formData().catch(() => new FormData());
  const intent = intentSchema.safeParse(Object.fromEntries(form));
  if (!intent.success) throw new Response("Unknown intent", { status: 400 });
  if (intent.data.intent === "stop") {
    await stopDeletion(context.app, { shopId: shop.id, actor });
    return { outcome: "stopped" };
  }
  const { name } = intent.data;
  return { outcome: await requestDeletion(context.app, { shop, actor, name }) };
}

/** A call that fails is answered to the form, so that the page stays. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<DataAnswer> {
  try {
    return await serverAction<DataAnswer>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { outcome: "failed" };
  }
}

export default function DataRoute() {
  return <DataPage view={useLoaderData<typeof loader>()} />;
}
