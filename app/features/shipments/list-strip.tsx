import { Box } from "@shopify/polaris";
import type { ReactNode } from "react";

/** Between the tabs and the rows: what is being done with them. */
export function ListStrip({ children }: { children: ReactNode }) {
  return (
    <Box
      padding="300"
      borderBlockEndWidth="025"
      borderColor="border-secondary"
      background="bg-surface-secondary"
    >
      {children}
    </Box>
  );
}
