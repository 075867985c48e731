/** What the editor calls inside its extension host: runs the suites and writes their results where the runner reads them. */
import Mocha from "mocha";
import { tests } from "./suite.ts";

export async function run(): Promise<void> {
  const output = process.env.RESILINT_TEST_RESULTS;
  if (!output) throw new Error("RESILINT_TEST_RESULTS must name the file for the results");
  // One test builds on the next, so the first failure ends the run.
  const mocha = new Mocha({ timeout: 60_000, bail: true, reporter: "json", reporterOptions: { output } });
  const suite = Mocha.Suite.create(mocha.suite, "in the editor");
  for (const { name, run } of tests) suite.addTest(new Mocha.Test(name, run));
  const failures = await new Promise<number>((done) => mocha.run(done));
  if (failures > 0) throw new Error(`${failures} failed`);
}
