import type { ReactNode } from "react";

/** A page outside the Shopify admin: no App Bridge, no Polaris components. */
export function PlainPage(props: { title: string; children: ReactNode }) {
  return (
    <main className="plain-page">
      <h1>{props.title}</h1>
      <p>{props.children}</p>
    </main>
  );
}
