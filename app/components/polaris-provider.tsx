import { Link, useNavigate } from "@remix-run/react";
import { AppProvider, type AppProviderProps } from "@shopify/polaris";
import {
  forwardRef,
  useEffect,
  type ComponentPropsWithoutRef,
  type ReactNode,
} from "react";
import { useTranslation } from "react-i18next";

/**
 * Polaris with Remix's links, in the language of the page. The provider of Shopify's library would do the
 * same, and bring Polaris' English words along for everyone.
 */
export function PolarisProvider({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  useShopifyNavigation();
  const words = i18n.getResourceBundle(i18n.language, "polaris") as Words;
  return (
    <AppProvider i18n={words} linkComponent={RemixLink}>
      {children}
    </AppProvider>
  );
}

type Words = AppProviderProps["i18n"];

type LinkProps = Pick<
  ComponentPropsWithoutRef<typeof Link>,
  "className" | "children" | "onClick"
> & { url: string; external?: boolean; target?: Target };

type Target = "_blank" | "_self" | "_parent" | "_top";

const RemixLink = forwardRef<HTMLAnchorElement, LinkProps>(function RemixLink(
  { url, external, target, ...rest },
  ref,
) {
  return (
    <Link to={url} target={external ? "_blank" : target} {...rest} ref={ref} />
  );
});

// How App Bridge says that the merchant chose a page in the admin's navigation.
function useShopifyNavigation() {
  const navigate = useNavigate();
  useEffect(() => {
    const follow = ({ target }: Event) => {
      const path = target instanceof Element && target.getAttribute("href");
      if (path) void navigate(path);
    };
    addEventListener("shopify:navigate", follow);
    return () => removeEventListener("shopify:navigate", follow);
  }, [navigate]);
}
