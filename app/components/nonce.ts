import { createContext } from "react";

/** What an inline script has to bear to run, on the server; browsers hide it, so there it is not told. */
export const NonceContext = createContext<string | undefined>(undefined);
