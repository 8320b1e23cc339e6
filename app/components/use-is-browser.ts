import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** False in the server's page and in the browser's first, which has to be the same; true from then on. */
export const useIsBrowser = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
