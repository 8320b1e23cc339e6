import { describe, expect, test } from "vitest";
import { createKeyDeliveryClient, signBody } from "#app/keydelivery/index.ts";
import { credentials, request } from "./catch-error.ts";
import { listenWith, sendJson } from "./listen-with.ts";

const ok = sendJson({ code: 200, message: "OK" });
const clientOf = ({ baseUrl }: { baseUrl: string }) =>
  createKeyDeliveryClient({ baseUrl, fetch, timeoutMs: 2_000 });

describe("createTracking", () => {
  test("sends the documented fields, signed over the bytes it sends", async () => {
    const server = await listenWith(ok);
    const shipTo = "Łódź, 東京, 🚚 Zürich";
    await clientOf(server).createTracking(credentials, { ...request, shipTo });
    const [received] = server.received;
    expect(received?.method).toBe("POST");
    expect(received?.path).toBe("/api/v1/tracking/create");
    expect(JSON.parse(received?.body ?? "")).toEqual({
      carrier_id: "usps",
      tracking_number: "LY811679807CN",
      phone: "95279527",
      ship_to: shipTo,
      area_show: 1,
      order: "desc",
      webhook_url: request.webhookUrl,
    });
    expect(received?.headers).toMatchObject({
      "content-type": "application/json",
      "api-key": credentials.apiKey,
      signature: signBody(
        received?.body ?? "",
        credentials.apiKey,
        credentials.apiSecret,
      ),
    });
  });

  test("leaves empty fields out", async () => {
    const server = await listenWith(ok);
    await clientOf(server).createTracking(credentials, {
      ...request,
      phone: "",
      shipFrom: "",
    });
    const body: unknown = JSON.parse(server.received[0]?.body ?? "");
    expect(body).not.toHaveProperty("phone");
    expect(body).not.toHaveProperty("ship_from");
  });

  test.each([
    [200, "created"],
    ["200", "created"],
    [" 200 ", "created"],
    [60201, "exists"],
    ["60201", "exists"],
  ])("takes code %j as %s", async (code, outcome) => {
    const server = await listenWith(sendJson({ code, message: "x" }));
    expect(await clientOf(server).createTracking(credentials, request)).toEqual(
      { outcome },
    );
  });

  test("reads the body's code whatever the HTTP status is", async () => {
    const server = await listenWith(sendJson({ code: 60201 }, 500));
    expect(await clientOf(server).createTracking(credentials, request)).toEqual(
      { outcome: "exists" },
    );
  });
});

describe("queryRealtime", () => {
  test("asks without a webhook URL and reads what is known", async () => {
    const server = await listenWith(
      sendJson({
        code: 200,
        message: "OK",
        data: {
          carrier_id: "usps",
          tracking_number: "LY811679807CN",
          order_status_code: "3",
          items: [
            {
              context: "Delivered",
              time: "2026-11-22 15:00:00",
              order_status_code: 301,
            },
            null,
          ],
        },
      }),
    );
    expect(await clientOf(server).queryRealtime(credentials, request)).toEqual({
      outcome: "found",
      carrierId: "usps",
      number: "LY811679807CN",
      statusCode: "3",
      items: [
        {
          timeText: "2026-11-22 15:00:00",
          sortTime: "2026-11-22 15:00:00",
          context: "Delivered",
          code: "301",
          description: null,
          area: null,
          location: null,
        },
      ],
      skippedItems: 1,
    });
    expect(server.received[0]?.path).toBe("/api/v1/tracking/realtime");
    expect(JSON.parse(server.received[0]?.body ?? "")).not.toHaveProperty(
      "webhook_url",
    );
  });

  test("says that nothing is known yet on 60101", async () => {
    const server = await listenWith(sendJson({ code: 60101 }));
    expect(await clientOf(server).queryRealtime(credentials, request)).toEqual({
      outcome: "nothing_yet",
    });
  });
});

describe("detectCarriers", () => {
  test("lists candidates in their order, skipping what is none", async () => {
    const data = [
      { carrier_id: "usps", carrier_name: "USPS" },
      null,
      {},
      { carrier_id: "ems" },
    ];
    const server = await listenWith(sendJson({ code: 200, data }));
    expect(await clientOf(server).detectCarriers(credentials, "LY1")).toEqual([
      { carrierId: "usps", name: "USPS" },
      { carrierId: "ems", name: "ems" },
    ]);
    expect(server.received[0]).toMatchObject({
      path: "/api/v1/carriers/detect",
      body: '{"tracking_number":"LY1"}',
    });
  });

  test.each([
    [{ code: 406 }],
    [{ code: 200, data: null }],
    [{ code: 200, data: [] }],
  ])("is an empty list for %j", async (answer) => {
    const server = await listenWith(sendJson(answer));
    expect(await clientOf(server).detectCarriers(credentials, "LY1")).toEqual(
      [],
    );
  });
});

test("uses connections again, after errors too", async () => {
  const codes = [200, 105, 60201, 500, 200, 404, 200, 401, 200, 200];
  const server = await listenWith((response, received) =>
    sendJson({ code: codes[server.received.length - 1] }, 400)(
      response,
      received,
    ),
  );
  const client = clientOf(server);
  for (const code of codes)
    await client.createTracking(credentials, request).then(
      () => expect([200, 60201]).toContain(code),
      () => expect([105, 500, 404, 401]).toContain(code),
    );
  // Two: a call that follows in the same turn finds the first not yet released.
  expect(server.sockets()).toBeLessThanOrEqual(2);
});

test("takes a base URL with a trailing slash and refuses one that is none", async () => {
  const server = await listenWith(ok);
  await clientOf({ baseUrl: `${server.baseUrl}/` }).createTracking(
    credentials,
    request,
  );
  expect(server.received[0]?.path).toBe("/api/v1/tracking/create");
  expect(() => clientOf({ baseUrl: "kd100" })).toThrow(TypeError);
});
