import path from "node:path";
import ts from "typescript";

export type AskedText = {
  namespace: string;
  /** The parts of the key around what is only known when it runs: one part is a whole key. */
  parts: string[];
  file: string;
};

/**
 * The keys that a source file asks for with the `t` of `useTranslation("…")`, whatever it is called there.
 * A `t` that was handed over speaks for the feature of its folder.
 */
export function askedTexts(file: string, source: string): AskedText[] {
  const tree = ts.createSourceFile(
    file,
    source,
    ts.ScriptTarget.Latest,
    true,
    file.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const asked: AskedText[] = [];
  const visit = (node: ts.Node, outer: Map<string, string>) => {
    const names = ts.isFunctionLike(node) ? new Map(outer) : outer;
    if (ts.isVariableDeclaration(node)) learnNames(node, names);
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const namespace = names.get(node.expression.text);
      const [key] = node.arguments;
      if (namespace && key)
        for (const parts of keysIn(key)) asked.push({ namespace, parts, file });
    }
    node.forEachChild((child) => visit(child, names));
  };
  visit(tree, new Map([["t", namespaceOf(file)]]));
  return asked;
}

/** Whose texts a file of app/ has: its feature's, or those of the frame around all pages. */
export function namespaceOf(file: string): string {
  const [rim, name] = file.split(path.sep);
  return rim === "features" && name ? name : "frame";
}

// const { t } = useTranslation("settings"), also { t: frame }.
function learnNames(
  { name, initializer }: ts.VariableDeclaration,
  names: Map<string, string>,
) {
  if (!initializer || !ts.isCallExpression(initializer)) return;
  if (initializer.expression.getText() !== "useTranslation") return;
  const [namespace] = initializer.arguments;
  if (!ts.isObjectBindingPattern(name)) return;
  for (const element of name.elements)
    if ((element.propertyName ?? element.name).getText() === "t")
      names.set(
        element.name.getText(),
        namespace && ts.isStringLiteral(namespace) ? namespace.text : "",
      );
}

/** The keys in t("a"), t(`a.${b}`), t(["a", "b"]) and t(c ? "a" : "b"). */
function keysIn(key: ts.Expression): string[][] {
  if (ts.isStringLiteralLike(key)) return [[key.text]];
  if (ts.isTemplateExpression(key))
    return [
      [key.head.text, ...key.templateSpans.map(({ literal }) => literal.text)],
    ];
  if (ts.isConditionalExpression(key))
    return [...keysIn(key.whenTrue), ...keysIn(key.whenFalse)];
  if (ts.isArrayLiteralExpression(key)) return key.elements.flatMap(keysIn);
  if (ts.isParenthesizedExpression(key)) return keysIn(key.expression);
  return [];
}
