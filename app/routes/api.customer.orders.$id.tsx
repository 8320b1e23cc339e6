import type { LoaderFunctionArgs } from "@remix-run/node";
import {
  answerPreflight,
  withExtensionHeaders,
} from "#app/shopify/answer-extension.server.ts";
import { answerCustomerOrder } from "#app/use-cases/answer-customer-order.server.ts";

/** For the block on a customer's order page. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  return (
    answerPreflight(request) ??
    withExtensionHeaders(() =>
      answerCustomerOrder(context.app, { request, id: params.id }),
    )
  );
}
