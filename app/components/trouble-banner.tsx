import { useLocation } from "@remix-run/react";
import { Banner, BlockStack, Box, Button, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AccountTrouble } from "./account-trouble.tsx";
import { GrantPermission } from "./grant-permission.tsx";
import type { Trouble } from "./trouble.ts";
import { useFormats } from "./use-formats.ts";

const settingsPath = "/app/settings";
// The one page that is as wide as its frame.
const listPath = "/app/shipments";

type Props = { trouble: Trouble | null };

/** The one banner above the pages: what is wrong, and what helps. The settings have their own place for it. */
export function TroubleBanner({ trouble }: Props) {
  const { pathname } = useLocation();
  if (!trouble || pathname === settingsPath) return null;
  return (
    <div className={pathname === listPath ? undefined : "page-width"}>
      <Box
        paddingInline={{ xs: "0", sm: "600" }}
        paddingBlockStart={{ xs: "0", sm: "400" }}
        paddingBlockEnd={{ xs: "400", sm: "0" }}
      >
        <TroubleNotice trouble={trouble} />
      </Box>
    </div>
  );
}

/** In the settings: only what the cards below do not say themselves. */
export function SettingsTrouble({ trouble }: Props) {
  if (trouble?.kind !== "account") return null;
  return <TroubleNotice trouble={trouble} inSettings />;
}

function TroubleNotice(props: { trouble: Trouble; inSettings?: boolean }) {
  const { t } = useTranslation("frame");
  const { trouble } = props;
  const title = t(`trouble.${keyOf(trouble)}.title`);
  switch (trouble.kind) {
    case "account":
      return (
        <Banner
          tone={
            trouble.state === "invalid_credentials" ? "critical" : "warning"
          }
          title={title}
        >
          <AccountTrouble
            trouble={trouble}
            settingsUrl={props.inSettings ? undefined : settingsPath}
          />
        </Banner>
      );
    case "quota":
      return (
        <Banner tone="warning" title={title}>
          <QuotaTrouble trouble={trouble} />
        </Banner>
      );
    case "permission":
      return (
        <Banner tone="warning" title={title}>
          <GrantPermission text={t("trouble.permission.text")} />
        </Banner>
      );
  }
}

function keyOf(trouble: Trouble) {
  switch (trouble.kind) {
    case "account":
      return `${trouble.account}.${trouble.state}`;
    case "quota":
      return `quota.${trouble.level}`;
    case "permission":
      return "permission";
  }
}

type QuotaProps = { trouble: Extract<Trouble, { kind: "quota" }> };

function QuotaTrouble({ trouble }: QuotaProps) {
  const { t } = useTranslation("frame");
  const { dayOfMonth } = useFormats();
  const { used, limit, level, resetsAt } = trouble;
  const date = dayOfMonth(resetsAt);
  return (
    <BlockStack gap="200">
      <Text as="p">
        {t(`trouble.quota.${level}.text`, { used, limit, date })}
      </Text>
      <Box>
        <Button url={settingsPath}>{t("trouble.settings")}</Button>
      </Box>
    </BlockStack>
  );
}
