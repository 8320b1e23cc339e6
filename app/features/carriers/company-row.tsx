import {
  Badge,
  BlockStack,
  Box,
  IndexTable,
  InlineStack,
  Link,
  Text,
} from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useFormats } from "#app/components/use-formats.ts";
import { companyUrl } from "./carriers-query.ts";
import type { CompanyRow } from "./carriers-view.ts";
import { useCompanyFigures } from "./use-company-figures.ts";

type Props = { row: CompanyRow };

export function CompanyCells({ row }: Props) {
  const figures = useCompanyFigures(row);
  return (
    <>
      <IndexTable.Cell>
        <BlockStack gap="100" inlineAlign="start">
          <CompanyName row={row} />
          <Needing row={row} />
        </BlockStack>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <BlockStack gap="100" inlineAlign="start">
          <CompanyCarrier row={row} />
          <Badges row={row} />
        </BlockStack>
      </IndexTable.Cell>
      {Object.entries(figures).map(([name, text]) => (
        <IndexTable.Cell key={name}>
          <Text as="span" alignment="end" numeric>
            {text}
          </Text>
        </IndexTable.Cell>
      ))}
    </>
  );
}

/** A company on a phone. */
export function CondensedCompany({ row }: Props) {
  const { t } = useTranslation("carriers");
  const { parcels, registered, rejected, transit } = useCompanyFigures(row);
  return (
    <Box padding="300" width="100%">
      <BlockStack gap="100">
        <CompanyName row={row} />
        <CompanyCarrier row={row} />
        <Badges row={row} />
        <Needing row={row} />
        <Text as="span" tone="subdued" variant="bodySm">
          {t("condensed", { parcels, registered, rejected, transit })}
        </Text>
      </BlockStack>
    </Box>
  );
}

function CompanyName({ row: { key, name } }: Props) {
  const { t } = useTranslation("carriers");
  const text = (
    <Text as="span" fontWeight="semibold">
      <bdi className="company-name" title={name ?? undefined}>
        {name ?? t("noName")}
      </bdi>
    </Text>
  );
  // Without a name there is nothing to map.
  if (key === "") return text;
  return (
    <Link url={companyUrl(key)} dataPrimaryLink monochrome removeUnderline>
      {text}
    </Link>
  );
}

function CompanyCarrier({ row: { carrier, usual, mappedBy } }: Props) {
  const { t } = useTranslation("carriers");
  return (
    <BlockStack>
      {carrier && (
        <Text as="span">
          <bdi className="any-width">{carrier.name}</bdi>
        </Text>
      )}
      <Text as="span" tone="subdued" variant="bodySm">
        {t(`mappedBy.${mappedBy}`)}
      </Text>
      {usual && (
        <Text as="span" tone="subdued" variant="bodySm">
          <span className="any-width">
            {t("usual", { carrier: usual.name })}
          </span>
        </Text>
      )}
    </BlockStack>
  );
}

function Badges({ row: { mappedBy, isOftenRejected } }: Props) {
  const { t } = useTranslation("carriers");
  if (mappedBy !== "detection" && !isOftenRejected) return null;
  return (
    <InlineStack gap="100">
      {mappedBy === "detection" && <Badge>{t("badge.notMapped")}</Badge>}
      {isOftenRejected && (
        <Badge tone="warning">{t("badge.oftenRejected")}</Badge>
      )}
    </InlineStack>
  );
}

/** Its parcels that wait for a person, and those that perhaps have the wrong carrier. */
function Needing({ row: { needing, silent } }: Props) {
  const { t } = useTranslation("carriers");
  const formats = useFormats();
  const lines = [
    needing > 0 && t("needing", { count: needing }),
    silent > 0 && t("silent", { count: silent }),
  ].filter((line) => line !== false);
  if (lines.length === 0) return null;
  return (
    <Text as="span" variant="bodySm" tone="caution">
      {formats.list(lines)}
    </Text>
  );
}
