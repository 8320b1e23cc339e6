import { listenWith, sendJson } from "#test/keydelivery/listen-with.ts";

export type Refusal = { status: number; body: unknown };

/** A receiver of pushes that refuses the first few as told and acknowledges the others. */
export async function receivePushes(refusals: Refusal[] = []) {
  const left = [...refusals];
  const server = await listenWith((response, received) => {
    const { status, body } = left.shift() ?? {
      status: 200,
      body: { code: 200, message: "OK" },
    };
    sendJson(body, status)(response, received);
  });
  return {
    url: `${server.baseUrl}/push`,
    received: server.received,
    bodies: () =>
      server.received.map(({ body }) => JSON.parse(body) as unknown),
  };
}
