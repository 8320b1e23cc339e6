import { parser } from "@prometheus-io/lezer-promql";

type Node = ReturnType<ReturnType<typeof parser.parse>["cursor"]>["node"];

export type Selector = {
  metric: string;
  matchers: { label: string; operator: string; value: string }[];
};

/** Labels by which series are summed up or matched, and what they are labels of. */
export type Grouping = { labels: string[]; selectors: Selector[] };

/**
 * What an expression of PromQL asks for. Grafana's variables may stand in it.
 * @throws Error where Prometheus would not understand it
 */
export function readPromql(expression: string): {
  selectors: Selector[];
  groupings: Grouping[];
} {
  const text = expression.replaceAll("$__rate_interval", "5m");
  const root = parser.parse(text).topNode;
  const wrong = nodesIn(root).find(({ type }) => type.isError);
  if (wrong)
    throw new Error(`no PromQL at "${text.slice(wrong.from)}": ${expression}`);
  return {
    selectors: selectorsIn(root, text),
    groupings: nodesIn(root, "GroupingLabels").map((node) => ({
      labels: textsIn(node, text, "LabelName"),
      selectors: selectorsIn(groupedBy(node), text),
    })),
  };
}

function nodesIn(node: Node, name?: string): Node[] {
  const found = name === undefined || node.name === name ? [node] : [];
  for (let child = node.firstChild; child; child = child.nextSibling)
    found.push(...nodesIn(child, name));
  return found;
}

const textsIn = (node: Node, text: string, name: string) =>
  nodesIn(node, name).map(({ from, to }) => text.slice(from, to));

const selectorsIn = (node: Node, text: string): Selector[] =>
  nodesIn(node, "VectorSelector").map((selector) => ({
    metric: textsIn(selector, text, "Identifier").join(),
    matchers: nodesIn(selector, "UnquotedLabelMatcher").map((matcher) => ({
      label: textsIn(matcher, text, "LabelName").join(),
      operator: textsIn(matcher, text, "MatchOp").join(),
      value: textsIn(matcher, text, "StringLiteral").join().slice(1, -1),
    })),
  }));

function groupedBy(labels: Node): Node {
  let node = labels;
  while (node.name !== "AggregateExpr" && node.name !== "BinaryExpr") {
    if (!node.parent) return node;
    node = node.parent;
  }
  return node;
}
