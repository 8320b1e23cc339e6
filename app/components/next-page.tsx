import { useAppBridge } from "@shopify/app-bridge-react";
import { Text } from "@shopify/polaris";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageSkeleton } from "./page-skeleton.tsx";
import { useSlowNavigation } from "./use-slow-navigation.ts";

/** The page, or the outline of the next one while that is being loaded. */
export function NextPage({ children }: { children: ReactNode }) {
  const { t } = useTranslation("frame");
  const path = useSlowNavigation();
  const isLoading = path !== undefined;
  return (
    <>
      {/* Always there: a live region speaks of changes only. */}
      <div role="status">
        <Text as="span" visuallyHidden>
          {isLoading && t("loading")}
        </Text>
      </div>
      <main aria-busy={isLoading}>
        {/* Hidden, not gone: a merchant who stays finds what was typed. */}
        <div hidden={isLoading}>{children}</div>
        {isLoading && (
          <>
            <AdminLoading />
            <PageSkeleton path={path} />
          </>
        )}
      </main>
    </>
  );
}

/** The bar on top of the Shopify admin, as long as this is drawn. */
function AdminLoading() {
  const shopify = useAppBridge();
  useEffect(() => {
    shopify.loading(true);
    return () => shopify.loading(false);
  }, [shopify]);
  return null;
}
