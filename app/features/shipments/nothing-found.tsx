import { BlockStack, Box, Button, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMoment } from "#app/components/use-moment.ts";
import type { ListView } from "./list-page-view.ts";
import { emptyQuery } from "./list-query.ts";
import { plainSearch } from "./search-terms.ts";
import type { List } from "./use-list.ts";

type Props = { view: ListView; list: List };

/** A view without parcels: why, and what shows some. */
export function NothingFound({ view, list }: Props) {
  const { t } = useTranslation("shipments");
  const moment = useMoment(view.timeZone);
  const { query, older, newer, lookedUpTo } = view;
  const further = older ?? newer;
  const inArchived = query.q && query.view !== "archived" && (
    <Button
      onClick={() => list.open({ ...emptyQuery, q: query.q, view: "archived" })}
    >
      {t("list.nothing.searchArchived")}
    </Button>
  );
  if (lookedUpTo && further)
    return (
      <Message
        heading={t("list.nothing.soFar", { time: moment(lookedUpTo) })}
        text={t("list.nothing.soFarText")}
      >
        <Button onClick={() => list.open(query, { cursor: further })}>
          {t("list.nothing.further")}
        </Button>
        {inArchived}
      </Message>
    );
  if (query.q)
    return (
      <Message
        heading={t("list.nothing.search", { search: plainSearch(query.q) })}
        text={t("list.nothing.searchText")}
      >
        <Button onClick={() => list.change({ q: "" })}>
          {t("list.nothing.clearSearch")}
        </Button>
        {inArchived}
      </Message>
    );
  if (list.isNarrowed)
    return (
      <Message
        heading={t("list.nothing.filters")}
        text={t("list.nothing.filtersText")}
      >
        <Button
          onClick={() =>
            list.open({ ...emptyQuery, view: query.view, sort: query.sort })
          }
        >
          {t("list.nothing.clearFilters")}
        </Button>
      </Message>
    );
  return (
    <Message
      heading={t(`list.nothing.${query.view}`)}
      text={t(`list.nothing.${query.view}Text`)}
    />
  );
}

function Message(props: {
  heading: string;
  text: string;
  children?: React.ReactNode;
}) {
  return (
    <Box padding="600" minHeight="12rem">
      <BlockStack gap="300" inlineAlign="center">
        <Text as="h2" variant="headingMd" alignment="center">
          <span className="any-width">{props.heading}</span>
        </Text>
        <Text as="p" tone="subdued" alignment="center">
          {props.text}
        </Text>
        <InlineStack gap="200" align="center">
          {props.children}
        </InlineStack>
      </BlockStack>
    </Box>
  );
}
