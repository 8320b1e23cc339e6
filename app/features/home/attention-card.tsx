import {
  Card,
  BlockStack,
  Box,
  InlineStack,
  Icon,
  Text,
} from "@shopify/polaris";
import { CheckCircleIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { CauseRow } from "./cause-row.tsx";
import type { HomeView } from "./home-view.ts";
import { useRetry } from "./use-retry.ts";

const mostRows = 10;

/** What needs the merchant, the most urgent first; or that nothing does. */
export function AttentionCard({ view }: { view: HomeView }) {
  const { t } = useTranslation("home");
  const retry = useRetry();
  const rows = view.attention.slice(0, mostRows);
  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="200">
        <Text as="h2" variant="headingMd">
          {t("attention.heading")}
        </Text>
      </Box>
      {rows.length === 0 ? (
        <AllFine />
      ) : (
        <ul className="rows">
          {rows.map((group) => (
            <li key={group.cause}>
              <CauseRow group={group} view={view} retry={retry} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function AllFine() {
  const { t } = useTranslation("home");
  return (
    <Box padding="400" paddingBlockStart="200">
      <InlineStack gap="300" wrap={false} blockAlign="center">
        <Box>
          <Icon source={CheckCircleIcon} tone="success" />
        </Box>
        <BlockStack>
          <Text as="p" fontWeight="semibold">
            {t("attention.none")}
          </Text>
          <Text as="p" tone="subdued">
            {t("attention.noneHelp")}
          </Text>
        </BlockStack>
      </InlineStack>
    </Box>
  );
}
