import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { GrantPermission } from "#app/components/grant-permission.tsx";
import type { GuideStep } from "./guide-progress.ts";
import type { GuideView, StepState } from "./guide-view.ts";
import type { Guide } from "./use-guide.ts";

type Props = {
  step: GuideStep;
  state: StepState;
  view: GuideView;
  guide: Guide;
  importInPlace: ReactNode;
  onSkip: () => void;
};

/** What a step is about, and the step itself. */
export function StepBody(props: Props) {
  const { state, guide, onSkip } = props;
  const { t } = useTranslation("onboarding");
  return (
    <BlockStack gap="300">
      <Content {...props} />
      {state === "open" && (
        <InlineStack>
          <Button variant="plain" disabled={guide.running} onClick={onSkip}>
            {t("skip")}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

function Content({ step, view, guide, importInPlace }: Props) {
  switch (step) {
    case "account":
      return <Account view={view} />;
    case "import":
      return importInPlace;
    case "write_back":
      return <WriteBack view={view} guide={guide} />;
    case "theme":
      return <Theme view={view} />;
  }
}

function Account({ view: { account } }: Pick<Props, "view">) {
  const { t } = useTranslation("onboarding");
  return (
    <>
      <Text as="p">{t(`account.${account}`)}</Text>
      <InlineStack>
        <Button url="/app/settings">
          {t(account === "own" ? "account.open" : "account.connect")}
        </Button>
      </InlineStack>
    </>
  );
}

function WriteBack({ view, guide }: Pick<Props, "view" | "guide">) {
  const { t } = useTranslation("onboarding");
  switch (view.writeBack) {
    case "off":
      return (
        <>
          <Text as="p">{t("write_back.off")}</Text>
          <InlineStack>
            <Button
              variant="primary"
              loading={guide.running}
              onClick={() => guide.submit({ intent: "switch_write_back_on" })}
            >
              {t("write_back.switchOn")}
            </Button>
          </InlineStack>
        </>
      );
    case "no_permission":
      return <GrantPermission text={t("write_back.no_permission")} />;
    case "on":
      return <Text as="p">{t("write_back.on")}</Text>;
  }
}

function Theme({ view }: Pick<Props, "view">) {
  const { t } = useTranslation("onboarding");
  return (
    <>
      <Text as="p">{t("theme.text")}</Text>
      <InlineStack>
        <Button url={view.themeEditorUrl} target="_top">
          {t("theme.open")}
        </Button>
      </InlineStack>
    </>
  );
}
