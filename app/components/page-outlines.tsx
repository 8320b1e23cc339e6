import {
  BlockStack,
  Box,
  Card,
  InlineGrid,
  Layout,
  SkeletonBodyText,
  SkeletonDisplayText,
} from "@shopify/polaris";
import type { ReactNode } from "react";

function CardOutline(props: { lines: number; children?: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="400">
        <SkeletonDisplayText size="small" maxWidth="40%" />
        {props.children}
        <SkeletonBodyText lines={props.lines} />
      </BlockStack>
    </Card>
  );
}

const times = (count: number, draw: (index: number) => ReactNode) =>
  Array.from({ length: count }, (_, index) => draw(index));

export function TableOutline({ rows }: { rows: number }) {
  return (
    <Card padding="0">
      <Box padding="300">
        <SkeletonDisplayText size="small" maxWidth="30%" />
      </Box>
      {times(rows, (index) => (
        <Box
          key={index}
          padding="300"
          borderBlockStartWidth="025"
          borderColor="border-secondary"
        >
          <SkeletonBodyText lines={1} />
        </Box>
      ))}
    </Card>
  );
}

export function ShipmentOutline() {
  return (
    <Layout>
      <Layout.Section>
        <BlockStack gap="400">
          <CardOutline lines={3} />
          <CardOutline lines={12} />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <BlockStack gap="400">
          <CardOutline lines={4} />
          <CardOutline lines={3} />
        </BlockStack>
      </Layout.Section>
    </Layout>
  );
}

export function SubPageOutline() {
  return (
    <BlockStack gap="400">
      <CardOutline lines={4} />
      <CardOutline lines={4} />
    </BlockStack>
  );
}

export function CardsOutline() {
  return (
    <BlockStack gap="400">
      <InlineGrid columns={{ xs: 1, sm: 2, md: 4 }} gap="400">
        {times(4, (index) => (
          <CardOutline key={index} lines={1} />
        ))}
      </InlineGrid>
      <CardOutline lines={6} />
      <CardOutline lines={4} />
    </BlockStack>
  );
}

export function ChartsOutline() {
  return (
    <BlockStack gap="400">
      <SkeletonDisplayText size="medium" maxWidth="30%" />
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        {times(4, (index) => (
          <CardOutline key={index} lines={1}>
            <Box
              minHeight="12rem"
              background="bg-surface-secondary"
              borderRadius="200"
            />
          </CardOutline>
        ))}
      </InlineGrid>
    </BlockStack>
  );
}

export function FormOutline() {
  return (
    <BlockStack gap="500">
      {times(4, (index) => (
        <InlineGrid key={index} columns={{ xs: 1, md: "2fr 5fr" }} gap="400">
          <SkeletonBodyText lines={2} />
          <CardOutline lines={4} />
        </InlineGrid>
      ))}
    </BlockStack>
  );
}
