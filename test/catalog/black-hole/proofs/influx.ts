import { type Proof, byDefault, load, soon, headers } from "../proof.ts";

const { InfluxDB } = load("influx");

function query(port: number, requestTimeout?: number) {
  const pool = requestTimeout === undefined ? { maxRetries: 0 } : { maxRetries: 0, requestTimeout };
  return new InfluxDB({ host: "127.0.0.1", port, database: "db", pool }).query("select 1");
}

const proof: Proof = {
  package: "influx",
  remedy: "pool.requestTimeout",
  ways: {
    query: byDefault(30_000, headers(({ port }) => query(port))),
    "pool.requestTimeout": headers(({ port }) => query(port, soon)),
  },
};

export default proof;
