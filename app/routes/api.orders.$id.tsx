import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import {
  answerPreflight,
  withExtensionHeaders,
} from "#app/shopify/answer-extension.server.ts";
import { answerOrder } from "#app/use-cases/answer-order.server.ts";

/** For the block on Shopify's order page. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return (
    answerPreflight(request) ??
    withExtensionHeaders(() =>
      answerOrder(context.app, { request, id: params.id }),
    )
  );
}

export function action({ request, context, params }: ActionFunctionArgs) {
  return withExtensionHeaders(() =>
    answerOrder(context.app, { request, id: params.id }),
  );
}
