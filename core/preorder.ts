/** The nodes of a tree in the order of the text, each before its children: one walk serves all who look at every node. */
import type { Node, SourceFile } from "./ts.ts";

const known = new WeakMap<SourceFile, readonly Node[]>();

export function preorder(sourceFile: SourceFile): readonly Node[] {
  let nodes = known.get(sourceFile);
  if (!nodes) known.set(sourceFile, (nodes = walk(sourceFile)));
  return nodes;
}

function walk(sourceFile: SourceFile): Node[] {
  const nodes: Node[] = [];
  const enter = (node: Node): void => {
    nodes.push(node);
    node.forEachChild(enter);
  };
  enter(sourceFile);
  return nodes;
}
