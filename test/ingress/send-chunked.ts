import { request as httpRequest } from "node:http";
import { webhookHeaders } from "./send-webhook.ts";

/** Posts so many bytes in chunks, without a Content-Length; resolves to the answer's status. */
export function sendChunked(url: string, bytes: number): Promise<number> {
  const chunk = Buffer.alloc(64 * 1024, 120);
  return new Promise<number>((resolve, reject) => {
    const request = httpRequest(`${url}/webhooks/shopify`, {
      method: "POST",
      headers: webhookHeaders("{}"),
    });
    let status = 0;
    request.on("response", (response) => {
      status = response.statusCode ?? 0;
      response.resume();
      if (bytes !== Infinity) resolve(status);
    });
    request.on("error", reject);
    request.on("close", () => resolve(status));
    let sent = 0;
    const pump = () => {
      while (sent < bytes) {
        sent += chunk.length;
        if (!request.write(chunk)) {
          request.once("drain", pump);
          return;
        }
      }
      request.end();
    };
    pump();
  });
}
