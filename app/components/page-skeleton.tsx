import { Page, SkeletonPage, Text } from "@shopify/polaris";
import { useLayoutEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  CardsOutline,
  ChartsOutline,
  FormOutline,
  ShipmentOutline,
  SubPageOutline,
  TableOutline,
} from "./page-outlines.tsx";

/** The outline of the page at a path, of about its size, so that little moves when it comes. */
export function PageSkeleton({ path }: { path: string }) {
  const { t } = useTranslation("frame");
  // The page that was left may have been scrolled.
  useLayoutEffect(() => {
    void window.scrollTo(0, 0);
  }, []);
  switch (pageAt(path)) {
    case "list":
      return (
        <Outline title={t("shipments")} fullWidth>
          <TableOutline rows={12} />
        </Outline>
      );
    case "shipment":
      return (
        <SkeletonPage backAction>
          <HiddenTitle>{t("loading")}</HiddenTitle>
          <ShipmentOutline />
        </SkeletonPage>
      );
    case "carriers":
      return (
        <Outline title={t("carriers")}>
          <TableOutline rows={8} />
        </Outline>
      );
    case "analytics":
      return (
        <Outline title={t("analytics")} fullWidth>
          <ChartsOutline />
        </Outline>
      );
    case "subPage":
      return (
        <SkeletonPage backAction>
          <HiddenTitle>{t("loading")}</HiddenTitle>
          <SubPageOutline />
        </SkeletonPage>
      );
    case "settings":
      return (
        <Outline title={t("settings")}>
          <FormOutline />
        </Outline>
      );
    case "home":
      return (
        <Outline title={t("loading")}>
          <CardsOutline />
        </Outline>
      );
  }
}

/** Which of our pages a path leads to. */
function pageAt(path: string) {
  const [, , section, id] = path.split("/");
  switch (section) {
    case "shipments":
      return id ? "shipment" : "list";
    case "carriers":
      return id ? "subPage" : "carriers";
    case "analytics":
      return "analytics";
    // Two columns below a title with a way back, as that of a parcel.
    case "import":
      return "shipment";
    case "settings":
      return id ? "subPage" : "settings";
    default:
      return "home";
  }
}

/** Of a page whose title is in the bar of the Shopify admin. */
function Outline(props: {
  title: string;
  fullWidth?: boolean;
  children: ReactNode;
}) {
  return (
    <Page fullWidth={props.fullWidth}>
      <HiddenTitle>{props.title}</HiddenTitle>
      {props.children}
    </Page>
  );
}

const HiddenTitle = ({ children }: { children: string }) => (
  <Text as="h1" visuallyHidden>
    {children}
  </Text>
);
