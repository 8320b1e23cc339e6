import { Box, Icon, InlineGrid, Select, TextField } from "@shopify/polaris";
import { SearchIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import { companyFilters, type CarriersQuery } from "./carriers-query.ts";
import type { Companies } from "./use-companies.ts";

export function CompaniesFilters({ companies }: { companies: Companies }) {
  const { t } = useTranslation("carriers");
  const { query, typed, search, open } = companies;
  return (
    <Box padding="300">
      <InlineGrid columns={{ xs: 1, sm: "2fr 1fr" }} gap="300">
        <TextField
          label={t("search.label")}
          labelHidden
          placeholder={t("search.label")}
          prefix={<Icon source={SearchIcon} tone="subdued" />}
          value={typed}
          onChange={search}
          clearButton
          onClearButtonClick={() => search("")}
          maxLength={100}
          autoComplete="off"
          spellCheck={false}
        />
        <Select
          label={t("filter.label")}
          labelHidden
          options={companyFilters.map((value) => ({
            value,
            label: t(`filter.${value}`),
          }))}
          value={query.by}
          onChange={(by) => open({ by: by as CarriersQuery["by"] })}
        />
      </InlineGrid>
    </Box>
  );
}
