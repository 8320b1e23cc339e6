import fc from "fast-check";
import {
  mintCustomerToken,
  mintSessionToken,
} from "#test/sandbox/shopify/session-token.ts";
import { signProxyQuery } from "#test/sandbox/shopify/sign-proxy-query.ts";
import { hostileText } from "../hostile.ts";
import { mutated, mutatedFields, mutatedText } from "../mutate.ts";
import { shops } from "../use-fuzzed-app.ts";
import { secrets } from "../world.ts";
import type { Example } from "./examples.ts";
import type { RawRequest } from "./send-raw.ts";

const browser = {
  "user-agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/142.0 Safari/537.36",
};

type Fields = [string, string][];
type Bent = {
  example: Example;
  params: string[];
  search: Fields;
  form: Fields;
  json: unknown;
  /** A page as a document rather than its data alone. */
  isDocument: boolean;
  language: string;
  visitor: string;
};

/** The example with something wrong in its path, its query or its body; with a valid token, so that it gets in. */
export function bentRequest(example: Example): fc.Arbitrary<Bent> {
  const params = example.path.flatMap((part) =>
    typeof part === "string" ? [] : [part.param],
  );
  return fc.record<Bent>({
    example: fc.constant(example),
    params: fc.tuple(
      ...params.map((param) =>
        fc.oneof(
          { weight: 2, arbitrary: fc.constant(param) },
          { weight: 1, arbitrary: mutatedText(param) },
        ),
      ),
    ),
    search: mutatedFields(example.search ?? {}),
    form: mutatedFields(example.form ?? {}),
    json: mutated(example.json ?? {}),
    isDocument: fc.nat(9).map((one) => one === 0),
    language: mutatedText("de-AT,de;q=0.9", "en"),
    visitor: fc.oneof(fc.ipV4(), hostileText),
  });
}

/** As it goes over the wire: tokens are of the moment. */
export function requestOf(bent: Bent): RawRequest {
  const { example } = bent;
  const path = pathOf(bent);
  const headers = {
    ...browser,
    "accept-language": bent.language,
    "x-forwarded-for": bent.visitor,
    ...tokenOf(example),
  };
  if (example.json)
    return {
      method: "POST",
      path,
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(bent.json) ?? "",
    };
  if (example.form)
    return {
      method: "POST",
      path,
      headers: {
        ...headers,
        "content-type": "application/x-www-form-urlencoded",
      },
      body: new URLSearchParams(bent.form).toString(),
    };
  return { method: "GET", path, headers };
}

function pathOf({ example, params, search, isDocument }: Bent) {
  let at = 0;
  const parts = example.path.map((part) =>
    typeof part === "string"
      ? part
      : encodeURIComponent((params[at++] ?? "").toWellFormed()),
  );
  const path = `/${parts.join("/")}`;
  const query = new URLSearchParams(search).toString();
  switch (example.kind) {
    case "proxy":
      return `${path}?${signed(search)}`;
    case "page":
      if (example.form) return `${path}.data?index`;
      return isDocument
        ? `${path}?${documentQuery()}&${query}`
        : `${path}.data?${query}`;
    default:
      return `${path}?${query}`;
  }
}

const known = { ...secrets, shop: shops.own };

const documentQuery = () =>
  new URLSearchParams({
    ...{ embedded: "1", shop: shops.own, id_token: mintSessionToken(known) },
    host: Buffer.from("admin.shopify.com/store/one").toString("base64"),
  }).toString();

// Shopify signs whatever the shopper asked for.
function signed(fields: Fields) {
  const asked: Record<string, string[]> = {};
  for (const [name, value] of fields)
    if (!(name in Object.prototype) && name !== "signature")
      (asked[name.toWellFormed()] ??= []).push(value.toWellFormed());
  return signProxyQuery(
    { ...asked, shop: shops.own },
    secrets.apiSecret,
  ).toString();
}

function tokenOf({ kind }: Example): Record<string, string> {
  switch (kind) {
    case "open":
    case "proxy":
      return {};
    case "customer_api":
      return { authorization: `Bearer ${mintCustomerToken(known)}` };
    default:
      return { authorization: `Bearer ${mintSessionToken(known)}` };
  }
}
