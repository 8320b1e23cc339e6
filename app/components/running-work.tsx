import { Box, Button, InlineStack, Spinner, Text } from "@shopify/polaris";

type Props = {
  /** How far it has come. */
  text: string;
  stop: string;
  onStop: () => void;
  isStopping?: boolean;
};

/** Work that goes on while the page is looked at, and the way to stop it. */
export function RunningWork({ text, stop, onStop, isStopping }: Props) {
  return (
    <InlineStack gap="300" blockAlign="center" align="space-between">
      <InlineStack gap="200" blockAlign="center" wrap={false}>
        <span className="busy-sign">
          <Spinner size="small" />
        </span>
        <div role="status">
          <Text as="p">{text}</Text>
        </div>
      </InlineStack>
      <Box>
        <Button onClick={onStop} {...(isStopping && { loading: true })}>
          {stop}
        </Button>
      </Box>
    </InlineStack>
  );
}
