import type { IncomingMessage, ServerResponse } from "node:http";
import {
  operationNameOf,
  runAdminQuery,
  type AdminWorld,
} from "./admin-api.ts";
import type { Asked } from "./execute-strictly.ts";
import type { createFaults } from "./faults.ts";
import { parseJson, readBody, send } from "./http.ts";
import { useAccessToken } from "./oauth.ts";
import type { SimulatedShop } from "./world.ts";

export const apiVersion = "2026-10";

const unauthorized = {
  errors:
    "[API] Invalid API key or access token (unrecognized login or wrong password)",
};

/** POST /admin/api/<version>/graphql.json */
export async function answerAdmin(
  world: AdminWorld & { faults: ReturnType<typeof createFaults> },
  request: IncomingMessage,
  response: ServerResponse,
  asked: { path: string; shop: SimulatedShop | undefined },
) {
  const { path, shop } = asked;
  if (path !== `/admin/api/${apiVersion}/graphql.json` || !shop)
    return send(response, 404, { errors: "Not Found" });
  const token = String(request.headers["x-shopify-access-token"] ?? "");
  const access = useAccessToken(shop, token);
  if (!access) return send(response, 401, unauthorized);
  const body = parseJson(await readBody(request)) as Asked;
  const operation = operationNameOf(body.query);
  const fault = world.faults.take(operation);
  if (fault === "unauthorized") return send(response, 401, unauthorized);
  world.journal.queries.push({ shop: shop.domain, operation });
  if (fault === "error500")
    return send(response, 500, { errors: "Internal Server Error" });
  if (fault === "cut") return void request.socket.destroy();
  if (fault === "hang") return;
  const asker = { shop, access, approval: world.approval };
  const result = await runAdminQuery(world, asker, body);
  if (fault === "cut_after") return void request.socket.destroy();
  send(response, 200, result);
}
