import { Link, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import type { ImportOutcome } from "./backfill-view.ts";

const listOf = (registration: string) =>
  `/app/shipments?view=needs_attention&registration=${registration}`;

// What asks for a person leads to where it is mended.
const parts = [
  { part: "registered", url: null },
  { part: "waiting", url: null },
  { part: "overQuota", url: listOf("over_quota") },
  { part: "needsCarrier", url: listOf("needs_carrier") },
  { part: "failed", url: listOf("failed") },
] as const satisfies { part: keyof ImportOutcome; url: string | null }[];

/** What became of the parcels that were handed over. */
export function ImportOutcomeList({ outcome }: { outcome: ImportOutcome }) {
  const { t } = useTranslation("backfill");
  const formats = useFormats();
  const shown = parts.filter(({ part }) => outcome[part] > 0);
  if (shown.length === 0) return null;
  return (
    <List>
      {shown.map(({ part, url }) => {
        const count = outcome[part];
        const parcels = formats.number(count);
        const text = t(`outcome.${part}`, { count, parcels });
        return (
          <List.Item key={part}>
            {url ? (
              <Link url={url}>{text}</Link>
            ) : (
              <Text as="span">{text}</Text>
            )}
          </List.Item>
        );
      })}
    </List>
  );
}
