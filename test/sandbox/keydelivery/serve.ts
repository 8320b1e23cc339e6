import {
  createServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { answerCall, replyOf, type Reply } from "./answer-call.ts";
import { accountOf, readFields, type Call } from "./check-call.ts";
import type { Fault } from "./faults.ts";
import type { Endpoint } from "./journal.ts";
import type { World } from "./world.ts";

const endpoints = new Map<string, Endpoint>([
  ["/api/v1/tracking/create", "create"],
  ["/api/v1/tracking/realtime", "realtime"],
  ["/api/v1/carriers/detect", "detect"],
]);

export async function serve(world: World, host: string, port: number) {
  const server = createServer((request, response) => {
    handle(world, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function handle(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
) {
  const path = (request.url ?? "").split("?")[0] ?? "";
  const call: Call = {
    endpoint: endpoints.get(path) ?? "other",
    method: request.method ?? "",
    headers: request.headers,
    body: Buffer.concat((await request.toArray()) as Buffer[]),
  };
  const fault = takeFault(world, call);
  const { signal } = world.schedule;
  if (fault?.kind === "slow") await sleep(fault.ms, undefined, { signal });
  const reply = decide(world, call, fault);
  note(world, call, fault, reply);
  if (fault?.kind === "late") await sleep(fault.ms, undefined, { signal });
  if (fault?.kind === "cut" || fault?.kind === "accept_and_cut")
    response.destroy();
  else if (fault?.kind === "http")
    response.writeHead(fault.status, fault.headers).end(fault.body);
  else if (!reply) response.writeHead(404).end("<h1>Not Found</h1>");
  else sendReply(world, response, reply, fault);
}

/** null: no body code is answered, and nothing done. */
function decide(world: World, call: Call, fault: Fault | null): Reply | null {
  if (fault?.kind === "cut" || fault?.kind === "http") return null;
  if (fault?.kind === "code") return replyOf(fault.code);
  return call.endpoint === "other" ? null : answerCall(world, call);
}

function sendReply(
  world: World,
  response: ServerResponse,
  reply: Reply,
  fault: Fault | null,
) {
  const errorStatus =
    (fault?.kind === "code" ? fault.httpStatus : undefined) ??
    world.settings.errorHttpStatus;
  const fine = [200, 60101, 60201].includes(reply.code);
  response
    .writeHead(fine ? 200 : errorStatus, { "Content-Type": "application/json" })
    .end(JSON.stringify(reply));
}

function takeFault(world: World, call: Call): Fault | null {
  return world.faults.take(call.endpoint, textIn(call.body, "tracking_number"));
}

function note(
  world: World,
  call: Call,
  fault: Fault | null,
  reply: Reply | null,
) {
  world.journal.requests.push({
    at: Date.now(),
    endpoint: call.endpoint,
    account: accountOf(world, call),
    carrierId: textIn(call.body, "carrier_id"),
    number: textIn(call.body, "tracking_number"),
    phone: textIn(call.body, "phone"),
    code: reply?.code ?? null,
    fault: fault?.kind ?? null,
  });
}

function textIn(body: Buffer, field: string): string | null {
  const value = readFields(body)?.[field];
  return typeof value === "string" ? value : null;
}
