import {
  Badge,
  BlockStack,
  Card,
  InlineStack,
  Text,
  type BadgeProps,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { useThemeBlock } from "#app/components/use-theme-block.ts";
import {
  healthLinesOf,
  type HealthLine,
  type HealthTone,
} from "./health-lines.ts";
import type { HomeView } from "./home-view.ts";

const tones: Record<HealthTone, BadgeProps["tone"]> = {
  working: "success",
  ready: "success",
  quiet: undefined,
  off: undefined,
  waiting: "warning",
  problem: "critical",
};

/** Whether Shopify, KeyDelivery and this app hear of each other. */
export function HealthCard({ view }: { view: HomeView }) {
  const { t } = useTranslation("home");
  const themeBlock = useThemeBlock();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t("health.heading")}
        </Text>
        <dl className="health">
          {healthLinesOf(view.health, themeBlock).map((line) => (
            <Line key={line.of} line={line} view={view} />
          ))}
        </dl>
      </BlockStack>
    </Card>
  );
}

function Line({ line, view }: { line: HealthLine; view: HomeView }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const { of, says, tone, at } = line;
  const { unwritten } = view.health;
  return (
    <div>
      <dt>
        <InlineStack gap="200" blockAlign="center" align="space-between">
          <Text as="span" fontWeight="medium">
            {t(`health.${of}.name`)}
          </Text>
          {tone && <Badge tone={tones[tone]}>{t(`health.tone.${tone}`)}</Badge>}
        </InlineStack>
      </dt>
      <dd>
        <Text as="span" tone="subdued">
          {t(`health.${of}.${says}`, {
            ago: at ? formats.ago(at, view.now) : "",
          })}
          {of === "writeBack" && unwritten.count > 0 && says === "on" && (
            <>
              {" "}
              {t("health.writeBack.unwritten", {
                count: unwritten.count,
                statuses: formats.count(unwritten),
              })}
            </>
          )}
        </Text>
      </dd>
    </div>
  );
}
