import { BlockStack, Checkbox, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useEffectLines } from "./use-effect-lines.ts";
import type { Mapping } from "./use-mapping.ts";

/** What the chosen carrier would do, before it is saved. */
export function MappingEffects({ mapping }: { mapping: Mapping }) {
  const { t } = useTranslation("carriers");
  const { preview, again, setAgain } = mapping;
  const lines = useEffectLines(preview, again);
  if (!preview) return null;
  const others = preview.refused + preview.silent;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("effect.title")}
      </Text>
      <List>
        {lines.map((line) => (
          <List.Item key={line}>
            <span className="any-width">{line}</span>
          </List.Item>
        ))}
      </List>
      {others > 0 && (
        <Checkbox
          label={t("effect.again", { count: others })}
          helpText={t("effect.againHelp", { count: preview.movedTrackings })}
          checked={again}
          onChange={setAgain}
        />
      )}
    </BlockStack>
  );
}
