import { z } from "zod";
import { companyKey } from "./company-key.ts";
import { countryCodeOf } from "./country-code.ts";
import { storedText } from "./stored-text.ts";

export const longestDelayHours = 72;
export const mostRuleValues = 250;
const longestText = 255;

const text = z.string().overwrite(storedText).trim().min(1).max(longestText);
const company = text.refine((name) => companyKey(name) !== "");
const country = z.string().refine((code) => countryCodeOf(code) === code);

/** Whom a rule lets through: all, only those it names, or all but those. */
function ruleOf<Value extends z.ZodType<string>>(value: Value) {
  const values = z.array(value).min(1).max(mostRuleValues);
  return z
    .discriminatedUnion("mode", [
      z.object({ mode: z.literal("all") }),
      z.object({ mode: z.literal("only"), values }),
      z.object({ mode: z.literal("except"), values }),
    ])
    .default({ mode: "all" });
}

/** Which new parcels are tracked by themselves, and how long after they were shipped: `shop.automation`. */
export const automationSchema = z.object({
  companies: ruleOf(company),
  countries: ruleOf(country),
  tags: ruleOf(text),
  /** Counted from the fulfillment. */
  delayHours: z.number().int().min(0).max(longestDelayHours).default(0),
});

export type Automation = z.infer<typeof automationSchema>;
export type Rule = Automation["tags"];

/** What `shop.automation` holds; a shop that never said tracks all at once. */
export const readAutomation = (stored: unknown): Automation =>
  automationSchema.parse(stored);

/** The tags are read from Shopify only where a rule asks for them. */
export const needsTags = ({ tags }: Automation) => tags.mode !== "all";

export type ParcelFacts = {
  company: string | null;
  countryCode: string | null;
  /** Of the order; undefined: not known yet. */
  tags: readonly string[] | undefined;
};

export type Verdict =
  | { kind: "tracked" }
  | {
      kind: "left_out";
      reason: "rule_companies" | "rule_countries" | "rule_tags";
    }
  /** The other rules let it through: the tags decide. */
  | { kind: "tags_needed" };

/** What the rules say of a parcel. What is not known is none of those a rule names. */
export function judgeParcel(
  { companies, countries, tags }: Automation,
  facts: ParcelFacts,
): Verdict {
  if (!lets(companies, [companyKey(facts.company)], companyKey))
    return { kind: "left_out", reason: "rule_companies" };
  if (!lets(countries, [facts.countryCode], asIs))
    return { kind: "left_out", reason: "rule_countries" };
  if (tags.mode === "all") return { kind: "tracked" };
  if (!facts.tags) return { kind: "tags_needed" };
  return lets(tags, facts.tags.map(tagKey), tagKey)
    ? { kind: "tracked" }
    : { kind: "left_out", reason: "rule_tags" };
}

function lets(
  rule: Rule,
  facts: readonly (string | null)[],
  keyOf: (value: string) => string,
) {
  if (rule.mode === "all") return true;
  const isNamed = rule.values.some((value) => facts.includes(keyOf(value)));
  return rule.mode === "only" ? isNamed : !isNamed;
}

const asIs = (value: string) => value;

/** Shopify's tags differ by more than case and spaces. */
export const tagKey = (tag: string) =>
  tag.normalize("NFKC").trim().toLowerCase();

/** When a parcel that is shipped then may be registered; null: at once. */
export function registerAt(
  { delayHours }: Automation,
  shippedAt: Date,
  now: Date,
): Date | null {
  const at = new Date(shippedAt.getTime() + delayHours * 3_600_000);
  return at > now ? at : null;
}
