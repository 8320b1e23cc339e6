export type Texts = { [name: string]: string | Texts };

/** The texts of one language, a namespace for each feature. */
export type Namespaces = Record<string, Texts>;

type Files = Record<string, unknown>;

/** Names the files of a language by the folder that they belong to. */
export function gather(files: { ours: Files; polaris: Files }): Namespaces {
  const namespaces = Object.entries(files.ours).map(([path, texts]) => [
    path.includes("/components/") ? "frame" : path.split("/").at(-3),
    texts,
  ]);
  const [polaris] = Object.values(files.polaris);
  return { ...Object.fromEntries(namespaces), polaris } as Namespaces;
}
