import { BlockStack, Layout, Page } from "@shopify/polaris";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageTitle } from "#app/components/page-title.tsx";
import { refreshEvery, useRefresh } from "#app/components/use-refresh.ts";
import { ActivityCard } from "./activity-card.tsx";
import { AttentionCard } from "./attention-card.tsx";
import { DigestCard } from "./digest-card.tsx";
import { FigureRow } from "./figure-row.tsx";
import { FirstParcelCard } from "./first-parcel-card.tsx";
import { HealthCard } from "./health-card.tsx";
import type { HomeView } from "./home-view.ts";

type Props = {
  view: HomeView;
  /** The set-up guide, and the way back to it. */
  guide: ReactNode;
  footer: ReactNode;
};

/** What a merchant sees each morning: the figures, what needs a hand, what happened, and whether all works. */
export function HomePage({ view, guide, footer }: Props) {
  const { t } = useTranslation("home");
  useRefresh(refreshEvery(view.health.underWay || !view.hasParcels));
  return (
    <Page>
      <PageTitle title={t("title")} />
      <BlockStack gap="400">
        {guide}
        <DigestCard view={view} />
        {view.hasParcels ? (
          <FigureRow view={view} />
        ) : (
          <FirstParcelCard automaticRegistration={view.automaticRegistration} />
        )}
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              {view.hasParcels && <AttentionCard view={view} />}
              <HealthCard view={view} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <ActivityCard view={view} />
          </Layout.Section>
        </Layout>
        {footer}
      </BlockStack>
    </Page>
  );
}
