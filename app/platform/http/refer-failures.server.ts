import type { ActionFunction, ServerBuild } from "@remix-run/node";
import { requestIdOf } from "./name-request.server.ts";

type Report = NonNullable<ServerBuild["entry"]["module"]["handleError"]>;

/**
 * The pages with loaders and actions whose failures are logged here, and reach the browser as a status of 500 with
 * the request's id: Remix alone would tell a page that something failed, but not what to search the log for.
 */
export function referFailures(build: ServerBuild): ServerBuild {
  const report = build.entry.module.handleError;
  if (!report) return build;
  const routes = Object.entries(build.routes).map(([id, route]) => {
    if (!route) return [id, route];
    const { loader, action } = route.module;
    const module = {
      ...route.module,
      ...(loader && { loader: refer(loader, report) }),
      ...(action && { action: refer(action, report) }),
    };
    return [id, { ...route, module }];
  });
  return {
    ...build,
    routes: Object.fromEntries(routes) as ServerBuild["routes"],
  };
}

const refer =
  (handle: ActionFunction, report: Report): ActionFunction =>
  async (args) => {
    try {
      return await handle(args);
    } catch (error) {
      // An answer that was thrown: a redirect, a page that is missing.
      if (!(error instanceof Error)) throw error;
      void report(error, args);
      const reference = requestIdOf(args.request);
      throw Response.json({ reference }, { status: 500 });
    }
  };
