// Reads a JSON array of mermaid diagrams on standard input, prints a JSON array: null for each diagram that mermaid's
// own parser takes for a flowchart, an error message for each other.
import { text } from "node:stream/consumers";
import { JSDOM } from "jsdom";

// mermaid's sanitizer looks for a window once, while it is being imported: the window has to be there before.
const { window } = new JSDOM("<!DOCTYPE html>");
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false });

async function problem(diagram) {
  try {
    const { diagramType } = await mermaid.parse(diagram);
    return diagramType === "flowchart-v2" ? null : `This is a diagram of type ${diagramType}.`;
  } catch (error) {
    return String(error?.message ?? error);
  }
}

const problems = [];
for (const diagram of JSON.parse(await text(process.stdin))) {
  problems.push(await problem(diagram));
}
console.log(JSON.stringify(problems));
