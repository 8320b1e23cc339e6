import { RemixBrowser } from "@remix-run/react";
import { startTransition, StrictMode } from "react";
import { hydrateRoot } from "react-dom/client";
import { TextProvider } from "./components/text-provider.tsx";
import { loadTexts } from "./texts/load-texts.ts";

// The server chose the language. Its texts have to be here before the first render, or the page would flash.
async function hydrate() {
  const { lang: locale, dataset } = document.documentElement;
  const [texts, english] = await Promise.all([
    loadTexts(locale),
    "english" in dataset ? loadTexts("en") : undefined,
  ]);
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <TextProvider page={{ locale, texts, english }}>
          <RemixBrowser />
        </TextProvider>
      </StrictMode>,
    );
  });
}

void hydrate();
