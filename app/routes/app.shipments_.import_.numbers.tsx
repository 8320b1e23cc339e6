import type { ActionFunctionArgs } from "@remix-run/node";
import { numbersIntentSchema } from "#app/features/number-import/number-import-schema.ts";
import {
  mostBytes,
  type NumbersAnswer,
} from "#app/features/number-import/number-import-view.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { readNumbers } from "#app/use-cases/read-numbers.server.ts";
import { trackNumbers } from "#app/use-cases/track-numbers.server.ts";

// In a form each byte of a file can become three.
const mostSent = 3 * mostBytes + 1_000;

/** Reads a file of numbers, or tracks some of them, for the page's script: it has the session token. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { app } = context;
  const { shop, actor } = await authenticateShop(app, request);
  if (Number(request.headers.get("Content-Length")) > mostSent)
    return answer({ outcome: "refused", refusal: { reason: "too_large" } });
  const form = await request.formData().catch(() => new FormData());
  const read = numbersIntentSchema.safeParse(Object.fromEntries(form));
  if (!read.success) throw new Response(null, { status: 400 });
  const shopId = shop.id;
  if (read.data.intent === "read")
    return answer(await readNumbers(app, { shopId, text: read.data.text }));
  const { numbers } = read.data;
  const verdicts = await trackNumbers(app, { shopId, actor, numbers });
  return answer({ outcome: "tracked", verdicts });
}

const answer = (given: NumbersAnswer) =>
  Response.json(given, { headers: { "Cache-Control": "no-store" } });
