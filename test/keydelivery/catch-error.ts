import { inspect } from "node:util";
import { expect } from "vitest";
import { KeyDeliveryError } from "#app/keydelivery/index.ts";

export const credentials = { apiKey: "kEy4711", apiSecret: "sEcret0815" };
export const request = {
  carrierId: "usps",
  trackingNumber: "LY811679807CN",
  phone: "95279527",
  webhookUrl: "https://app.example/callbacks/keydelivery/tOken",
};

/** The KeyDeliveryError that a call ends with, after a look that it gives nothing away. */
export async function catchError(
  call: Promise<unknown>,
): Promise<KeyDeliveryError> {
  const error: unknown = await call.then(
    () => expect.fail("the call ended well"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof KeyDeliveryError)) throw error;
  const shown = [
    String(error),
    error.stack,
    JSON.stringify(error),
    inspect(error, { depth: 9, showHidden: true }),
  ].join("\n");
  for (const secret of ["kEy4711", "sEcret0815", "95279527", "tOken", "<html"])
    expect(shown).not.toContain(secret);
  expect(shown).not.toMatch(/[0-9A-F]{32}/);
  return error;
}
