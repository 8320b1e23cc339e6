import { useFetcher } from "@remix-run/react";
import {
  BlockStack,
  Button,
  Card,
  InlineStack,
  Link,
  Text,
} from "@shopify/polaris";
import { XIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { listUrl, parcelUrl } from "./cause-action.ts";
import type { CauseGroup, HomeView } from "./home-view.ts";

/** What came since yesterday, for the staff's first look; closed until tomorrow. */
export function DigestCard({ view }: { view: HomeView }) {
  const { t } = useTranslation("home");
  const fetcher = useFetcher();
  // Away at once; it comes back where the call fails.
  if (view.digest.length === 0 || fetcher.state !== "idle") return null;
  const close = () =>
    void fetcher.submit(
      { intent: "close_digest" },
      { method: "post", action: "/app?index" },
    );
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" wrap={false}>
          <Text as="h2" variant="headingSm">
            {t("digest.heading")}
          </Text>
          <Button
            icon={XIcon}
            variant="tertiary"
            accessibilityLabel={t("digest.close")}
            onClick={close}
          />
        </InlineStack>
        <ul className="digest">
          {view.digest.map((group) => (
            <li key={group.cause}>
              <DigestLine group={group} stalledDays={view.stalledDays} />
            </li>
          ))}
        </ul>
      </BlockStack>
    </Card>
  );
}

function DigestLine(props: { group: CauseGroup; stalledDays: number }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const { cause, fresh, parcels, named } = props.group;
  const [first] = named;
  const isOne = parcels.count === 1 && first;
  return (
    <Link url={isOne ? parcelUrl(first) : listUrl(props.group)} monochrome>
      {t(`digest.${cause}`, {
        count: fresh.count,
        parcels: formats.count(fresh),
        days: formats.days(props.stalledDays),
      })}
    </Link>
  );
}
