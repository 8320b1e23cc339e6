import {
  Badge,
  BlockStack,
  Box,
  Button,
  InlineStack,
  Link,
  Text,
} from "@shopify/polaris";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import {
  causeActionOf,
  listUrl,
  parcelUrl,
  type CauseAction,
  type Payer,
} from "./cause-action.ts";
import type { Cause, CauseGroup, HomeView } from "./home-view.ts";
import type { Retry } from "./use-retry.ts";

type Props = { group: CauseGroup; view: HomeView; retry: Retry };

/** One cause: how many parcels, which, why, and what helps. */
export function CauseRow({ group, view, retry }: Props) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const { cause, parcels, company } = group;
  const payer = view.health.account?.kind ?? null;
  const values = {
    count: parcels.count,
    parcels: formats.count(parcels),
    days: formats.days(view.stalledDays),
    company,
  };
  return (
    <div className="cause">
      <BlockStack gap="100">
        <InlineStack gap="200" blockAlign="start" wrap={false}>
          <Badge tone={toneOf(cause)}>{formats.count(parcels)}</Badge>
          <Text as="h3" variant="headingSm">
            {t(`cause.${cause}.title`, values)}
          </Text>
        </InlineStack>
        <Text as="p" tone="subdued" breakWord>
          {t(`cause.${cause}.${helpOf(group, payer)}`, values)}
        </Text>
        <NamedParcels group={group} />
      </BlockStack>
      <CauseButton action={causeActionOf(group, payer)} retry={retry} />
    </div>
  );
}

function NamedParcels({ group }: { group: CauseGroup }) {
  const { t } = useTranslation("home");
  const formats = useFormats();
  const { named, parcels } = group;
  if (named.length === 0) return null;
  const others = parcels.count - named.length;
  return (
    <p className="any-width">
      {named.map((parcel, index) => (
        <Fragment key={parcel.id}>
          {index > 0 && " · "}
          <Link url={parcelUrl(parcel)}>
            <bdi>{parcel.orderName}</bdi>
          </Link>
        </Fragment>
      ))}
      {others > 0 && (
        <>
          {" · "}
          <Link url={listUrl(group)} monochrome>
            {t("attention.others", {
              count: others,
              parcels: formats.count({ count: others, more: parcels.more }),
            })}
          </Link>
        </>
      )}
    </p>
  );
}

// Another text where the shop itself can do less, or more at once.
function helpOf({ cause, company, parcels }: CauseGroup, payer: Payer) {
  switch (cause) {
    case "account_refused":
    case "account_paused":
      return payer === "operator" ? "operator" : "help";
    case "needs_carrier":
      return company !== null && parcels.count > 1 ? "company" : "help";
    default:
      return "help";
  }
}

function CauseButton(props: { action: CauseAction; retry: Retry }) {
  const { action, retry } = props;
  const { t } = useTranslation("home");
  return (
    <Box>
      {action.kind === "link" ? (
        <Button url={action.url}>{t(`action.${action.label}`)}</Button>
      ) : (
        <Button
          loading={retry.isRunning(action.shipmentId)}
          onClick={() => retry.submit(action.shipmentId)}
        >
          {t("action.retry")}
        </Button>
      )}
    </Box>
  );
}

// Red is for what is broken, not for what is slow.
function toneOf(cause: Cause) {
  switch (cause) {
    case "account_refused":
    case "failed":
    case "exception":
      return "critical";
    case "account_paused":
    case "waiting_for_account":
    case "over_quota":
    case "attempt_failed":
    case "returning":
    case "expired":
      return "warning";
    case "needs_carrier":
    case "stalled":
    case "silent":
      return "attention";
  }
}
