/** A call of the project's own, which takes no signal. It breaks off when it was given up long since. */
export const rpc = `/**
 * Asks the other side.
 * @resilience operation rpc
 */
export async function ask(word) {
  const response = await fetch(\`\${process.argv[2]}/late\`, { method: "POST", body: word });
  return response.text();
}

export const breakOff = () => fetch(\`\${process.argv[2]}/breaks\`);
`;

/** Asks it, and goes on when that was given up and has broken off. */
export const asking = `import { ask, breakOff } from "./rpc.js";

async function charge() {
  const answer = await ask("charge");
  return answer.length;
}

await charge().then(() => console.log("answered"), (error) => console.log("gave up:", error.name));
await breakOff();
process.on("beforeExit", () => console.log("goes on"));
`;
