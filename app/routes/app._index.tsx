import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, type ClientActionFunctionArgs } from "@remix-run/react";
import { NotFoundError } from "#app/domain/app-error.ts";
import {
  homeIntentSchema,
  type HomeAnswer,
} from "#app/features/home/home-intent.ts";
import { ImportInPlace } from "#app/features/backfill/import-in-place.tsx";
import { HomePage } from "#app/features/home/home-page.tsx";
import { guideIntentSchema } from "#app/features/onboarding/guide-intent.ts";
import {
  SetupGuide,
  ShowGuide,
} from "#app/features/onboarding/setup-guide.tsx";
import { authenticateShop } from "#app/shopify/authenticate-shop.server.ts";
import { carryOutHome } from "#app/use-cases/carry-out-home.server.ts";
import { loadHome } from "#app/use-cases/load-home.server.ts";

const intentSchema = homeIntentSchema.or(guideIntentSchema);

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await authenticateShop(context.app, request);
  return loadHome(context.app, shop);
}

export async function action({
  request,
  context,
}: ActionFunctionArgs): Promise<HomeAnswer> {
  const { shop, actor } = await authenticateShop(context.app, request);
  const form = await request.formData().catch(() => new FormData());
  const intent = intentSchema.safeParse(Object.fromEntries(form));
  if (!intent.success) throw new Response("Unknown intent", { status: 400 });
  try {
    return await carryOutHome(context.app, { shop, actor }, intent.data);
  } catch (error) {
    // Ended meanwhile, or never of this shop.
    if (error instanceof NotFoundError) return { outcome: "gone" };
    throw error;
  }
}

/** A call that fails is answered to the card, so that the page stays. */
export async function clientAction({
  serverAction,
}: ClientActionFunctionArgs): Promise<HomeAnswer> {
  try {
    return await serverAction<HomeAnswer>();
  } catch (error) {
    if (error instanceof Response) throw error;
    return { outcome: "failed" };
  }
}

export default function HomeRoute() {
  const { guide, ...view } = useLoaderData<typeof loader>();
  return (
    <HomePage
      view={view}
      guide={
        !guide.dismissed && (
          <SetupGuide view={guide} importInPlace={<ImportInPlace />} />
        )
      }
      footer={guide.dismissed && <ShowGuide />}
    />
  );
}
