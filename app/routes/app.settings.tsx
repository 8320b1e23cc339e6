import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import { SettingsPage } from "#app/features/settings/settings-page.tsx";
import { settingsIntentSchema } from "#app/features/settings/settings-schema.ts";
import type { SettingsAnswer } from "#app/features/settings/settings-view.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { carryOutSettings } from "#app/use-cases/carry-out-settings.server.ts";
import { loadSettings } from "#app/use-cases/load-settings.server.ts";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return loadSettings(context.app, shop);
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, actor } = await authenticateShop(context.app, request);
  const form = await request.formData().catch(() => new FormData());
  const intent = settingsIntentSchema.safeParse(Object.fromEntries(form));
  if (!intent.success) throw new Response("Unknown intent", { status: 400 });
  const { signal } = request;
  return carryOutSettings(context.app, { shop, actor, signal }, intent.data);
}

/** A call that fails is answered to the form, so that what was typed is not lost to an error page. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<SettingsAnswer> {
  try {
    return await serverAction<SettingsAnswer>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { outcome: "failed" };
  }
}

export default function SettingsRoute() {
  return <SettingsPage view={useLoaderData<typeof loader>()} />;
}
