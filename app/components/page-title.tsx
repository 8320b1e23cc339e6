import { TitleBar } from "@shopify/app-bridge-react";
import { Text } from "@shopify/polaris";
import type { ReactNode } from "react";

/**
 * The title of a page without a header of its own: in the bar of the Shopify admin, and as the heading by which
 * screen readers find the page inside the frame. Children are the bar's buttons.
 */
export function PageTitle(props: { title: string; children?: ReactNode }) {
  return (
    <>
      <TitleBar title={props.title}>{props.children}</TitleBar>
      <Text as="h1" visuallyHidden>
        {props.title}
      </Text>
    </>
  );
}
