import ts from "typescript";

// What a person reads or hears of an element besides its content.
const spoken = [
  "accessibilityLabel",
  "alt",
  "aria-label",
  "content",
  "helpText",
  "label",
  "placeholder",
  "title",
];

/** The words that a page has in its markup instead of a locale file. */
export function writtenTexts(file: string, source: string): string[] {
  const tree = ts.createSourceFile(
    file,
    source,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const written: string[] = [];
  const visit = (node: ts.Node) => {
    const text = textOf(node);
    if (text && /\p{L}{2}/u.test(text)) written.push(`${file}: ${text.trim()}`);
    node.forEachChild(visit);
  };
  visit(tree);
  return written;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isJsxText(node)) return node.text;
  if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent))
    return literalOf(node.expression);
  if (!ts.isJsxAttribute(node) || !spoken.includes(node.name.getText()))
    return undefined;
  const { initializer, parent } = node;
  if (parent.parent.tagName.getText() === "meta") return undefined;
  return literalOf(
    initializer && ts.isJsxExpression(initializer)
      ? initializer.expression
      : initializer,
  );
}

const literalOf = (node: ts.Node | undefined) =>
  node && ts.isStringLiteralLike(node) ? node.text : undefined;
