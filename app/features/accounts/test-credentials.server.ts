import {
  isKeyDeliveryError,
  type KeyDeliveryClient,
  type KeyDeliveryError,
} from "#app/keydelivery/index.ts";
import type { Credentials } from "./account-schema.ts";

/** `quota`: the credentials are right, the account has no trackings left. */
export type CredentialTest =
  | { ok: true; warning?: "quota" }
  | { ok: false; cause: "bad_key" | "bad_secret" | "unreachable" | "refused" };

// The number in KeyDelivery's own documentation: asking for its carrier subscribes to nothing.
const sampleNumber = "LY811679807CN";

/** Makes a real signed call that costs no tracking, and says what it shows of the credentials. */
export async function testCredentials(
  keydelivery: Pick<KeyDeliveryClient, "detectCarriers">,
  credentials: Credentials,
  options: { signal?: AbortSignal } = {},
): Promise<CredentialTest> {
  try {
    await keydelivery.detectCarriers(credentials, sampleNumber, options);
    return { ok: true };
  } catch (error) {
    if (!isKeyDeliveryError(error)) throw error;
    return explain(error);
  }
}

function explain(error: KeyDeliveryError): CredentialTest {
  switch (error.remedy) {
    case "pause_credentials":
      return {
        ok: false,
        cause: error.answerCode === "404" ? "bad_key" : "bad_secret",
      };
    case "pause_quota":
      return { ok: true, warning: "quota" };
    case "retry":
      return { ok: false, cause: "unreachable" };
    case "choose_carrier":
    case "ask_person":
    case "slow_down":
    case "report_bug":
      return { ok: false, cause: "refused" };
  }
}
