import type { ActionFunctionArgs } from "@remix-run/node";
import type { ClientActionFunctionArgs } from "@remix-run/react";
import type { RetryAnswer } from "#app/components/trouble.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { retryAccount } from "#app/use-cases/retry-account.server.ts";

/** "Try again now" in the banner. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  const form = await request.formData().catch(() => new FormData());
  if (form.get("intent") !== "retry")
    throw new Response("Unknown intent", { status: 400 });
  return retryAccount(context.app, { shopId: shop.id });
}

/** A call that fails is answered to the banner, so that the page stays. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<RetryAnswer> {
  try {
    return await serverAction<RetryAnswer>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { outcome: "failed" };
  }
}
