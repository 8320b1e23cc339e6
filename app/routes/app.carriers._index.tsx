import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import { CarriersPage } from "#app/features/carriers/carriers-page.tsx";
import { readCarriersQuery } from "#app/features/carriers/carriers-query.ts";
import type { CompaniesView } from "#app/features/carriers/carriers-view.ts";
import {
  readNumber,
  type NumberTest,
} from "#app/features/carriers/number-test.ts";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { loadCarriers } from "#app/use-cases/load-carriers.server.ts";
import { testNumber } from "#app/use-cases/test-number.server.ts";

export async function loader({
  request,
  context,
}: LoaderFunctionArgs): Promise<CompaniesView> {
  const { shop } = await authenticateShop(context.app, request);
  const query = readCarriersQuery(new URL(request.url).searchParams);
  const isPhone = /\bMobi/.test(request.headers.get("user-agent") ?? "");
  return { ...(await loadCarriers(context.app, shop, query)), isPhone };
}

/** Tests a number. */
export async function action({
  request,
  context,
}: ActionFunctionArgs): Promise<NumberTest> {
  const { shop } = await authenticateShop(context.app, request);
  const { signal } = request;
  const read = readNumber(await request.formData().catch(() => new FormData()));
  if ("answer" in read) return read.answer;
  const { number } = read;
  return testNumber(context.app, { shopId: shop.id, number, signal });
}

/** A call that fails is answered to the form, so that the page stays. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<NumberTest> {
  try {
    return await serverAction<NumberTest>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { outcome: "not_asked", reason: "failed" };
  }
}

export default function CarriersRoute() {
  return <CarriersPage view={useLoaderData<typeof loader>()} />;
}
