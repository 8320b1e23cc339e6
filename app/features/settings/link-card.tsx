import { BlockStack, Box, Button, Card, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

type Props = {
  text: string;
  button: string;
  url: string;
  children?: ReactNode;
};

/** How things stand, and the way to the page where they are changed. */
export function LinkCard({ text, button, url, children }: Props) {
  return (
    <Card>
      <BlockStack gap="300">
        {children}
        <Text as="p" breakWord>
          {text}
        </Text>
        <Box>
          <Button url={url}>{button}</Button>
        </Box>
      </BlockStack>
    </Card>
  );
}
