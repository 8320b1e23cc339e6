import { KeyDeliveryError } from "./errors.ts";
import { failure } from "./failures.ts";
import { throttled, unreadable, type AnswerHead } from "./refusals.ts";
import { signBody } from "./signature.ts";

export type Credentials = { apiKey: string; apiSecret: string };

export type SendOptions = {
  baseUrl: string;
  fetch: typeof fetch;
  timeoutMs: number;
  maxAnswerBytes: number;
};

/** The whole answer. */
export type HttpAnswer = AnswerHead & { text: string };

/** Signs a body, sends those bytes, and reads the answer to its end, so that the connection can be used again. */
export async function send(
  options: SendOptions,
  path: string,
  credentials: Credentials,
  payload: Record<string, unknown>,
  aborted: AbortSignal | undefined,
): Promise<HttpAnswer> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const signals = { timeout, aborted };
  let head: AnswerHead | undefined;
  const request = signedRequest(credentials, payload);
  if (aborted?.aborted)
    throw new KeyDeliveryError("KeyDeliveryAbortError", {
      mayHaveReached: false,
    });
  try {
    const response = await options.fetch(options.baseUrl + path, {
      ...request,
      redirect: "manual",
      signal: aborted ? AbortSignal.any([timeout, aborted]) : timeout,
    });
    head = headOf(response);
    const text = await readText(response, head, options.maxAnswerBytes);
    return { ...head, text };
  } catch (error) {
    if (head?.httpStatus === 429) throw throttled(undefined, head);
    throw failure(error, signals, head);
  }
}

function signedRequest(
  { apiKey, apiSecret }: Credentials,
  payload: Record<string, unknown>,
) {
  // Such a key cannot be one of KeyDelivery's, and fetch would quote it in its error.
  if (!/^[\x21-\x7e]+$/.test(apiKey))
    throw new KeyDeliveryError("KeyDeliveryCredentialsError", {
      mayHaveReached: false,
      detail: "key_not_sendable",
    });
  const text = JSON.stringify(payload);
  return {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "API-Key": apiKey,
      signature: signBody(text, apiKey, apiSecret),
    },
    body: Buffer.from(text),
  };
}

async function readText(
  response: Response,
  head: AnswerHead,
  maxBytes: number,
): Promise<string> {
  // The credentials were meant for this address only.
  if (head.httpStatus >= 300 && head.httpStatus < 400) {
    await response.body?.cancel();
    throw unreadable("redirect", head);
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Left early, the loop cancels what is still to come.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw unreadable("too_large", head);
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function headOf(response: Response): AnswerHead {
  return {
    httpStatus: response.status,
    retryAfterMs: readRetryAfter(response.headers.get("retry-after")),
  };
}

function readRetryAfter(header: string | null): number | undefined {
  if (!header) return undefined;
  // Date.parse takes other texts for dates too: "in 5" for a day in May 2001, which would mean at once.
  const ms = header.endsWith(" GMT")
    ? Date.parse(header) - Date.now()
    : Number(header) * 1_000;
  const day = 86_400_000;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(ms, 0), day);
}
