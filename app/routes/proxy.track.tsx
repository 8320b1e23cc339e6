import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerLookUp } from "#app/use-cases/answer-look-up.server.ts";

/** Shoppers' look-ups, through Shopify's app proxy. */
export function loader({ request, context }: LoaderFunctionArgs) {
  return answerLookUp(context.app, request);
}
