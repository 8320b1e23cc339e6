import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import type { ChangeLine, ChangesView } from "./changes-view.ts";
import { isSettingName } from "./setting-values.ts";
import { useSettingText } from "./use-setting-text.ts";

type Props = {
  line: ChangeLine;
  view: Pick<ChangesView, "staffId" | "timeZone">;
};

/** One change: what it was, and who made it when. */
export function ChangeRow({ line, view }: Props) {
  const { t } = useTranslation("settings");
  const moment = useMoment(view.timeZone);
  return (
    <BlockStack as="li">
      <Text as="span" breakWord>
        <bdi>{useChangeText(line)}</bdi>
      </Text>
      <Text as="span" tone="subdued" variant="bodySm">
        {t(`changes.by.${whoOf(line, view.staffId)}`, {
          id: line.staffId,
          time: moment(line.at),
        })}
      </Text>
    </BlockStack>
  );
}

function whoOf({ staffId }: ChangeLine, reader: string) {
  if (staffId === null) return "app";
  return staffId === reader ? "you" : "staff";
}

function useChangeText({ action, change }: ChangeLine) {
  const { t } = useTranslation("settings");
  const { nameOf, storedValue } = useSettingText();
  if (!change || !isSettingName(change.setting))
    return t([`changes.action.${action}`, "changes.action.other"]);
  return t("changes.setting", {
    name: nameOf(change.setting),
    from: storedValue(change.setting, change.from),
    to: storedValue(change.setting, change.to),
  });
}
