import {
  credentialSchema,
  type CredentialError,
  type CredentialErrors,
  type Credentials,
} from "./account-schema.ts";

export type CompletedCredentials =
  | { errors: CredentialErrors }
  /** `typed`: they are not just what is stored. */
  | { credentials: Credentials; typed: boolean };

/**
 * What was typed, with what is stored in the place of what was left empty. A stored secret completes its
 * own key only.
 */
export function completeCredentials(
  form: Credentials,
  stored: Credentials | undefined,
): CompletedCredentials {
  const key = parse(form.apiKey);
  const secret = parse(form.apiSecret);
  if (key.error || secret.error)
    return { errors: errorsOf(key.error, secret.error) };
  const apiKey = key.value || stored?.apiKey;
  const storedSecret =
    apiKey === stored?.apiKey ? stored?.apiSecret : undefined;
  const apiSecret = secret.value || storedSecret;
  if (!apiKey || !apiSecret)
    return {
      errors: errorsOf(
        apiKey ? undefined : "missing",
        apiSecret ? undefined : "missing",
      ),
    };
  return {
    credentials: { apiKey, apiSecret },
    typed: apiKey !== stored?.apiKey || apiSecret !== stored.apiSecret,
  };
}

function parse(text: string): { value: string; error?: CredentialError } {
  const result = credentialSchema.safeParse(text);
  if (result.success) return { value: result.data };
  const [issue] = result.error.issues;
  return {
    value: "",
    error: issue?.message === "too_long" ? "too_long" : "characters",
  };
}

function errorsOf(
  apiKey: CredentialError | undefined,
  apiSecret: CredentialError | undefined,
): CredentialErrors {
  return { ...(apiKey && { apiKey }), ...(apiSecret && { apiSecret }) };
}
