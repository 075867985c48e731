/** What an entry of the catalog looks like in the settings: the form of those that come with Resilint. */
import type { Schema } from "./schema.ts";

export function entrySchema(services: readonly string[]): Schema {
  return object(
    {
      package: { ...text, description: "The npm package that declares the symbols." },
      also: { ...texts, description: "Other packages that declare some of them; `@shop/client-*` stands for all that begin so." },
      majors: { type: "array", items: count, minItems: 1, description: "The first and the last major version it speaks for." },
      service: { type: "string", enum: services, description: "The kind of service, by which fixes choose a time." },
      operations: { type: "array", items: operation, description: "The calls that leave the process." },
      waits: { ...waits, description: "How long an operation waits with no bound at all; for ever, where this is left out." },
      bounds: { ...bounds, description: "The options of a call, and of a client, that bound an operation; `timeout.request` stands inside `timeout`." },
      powerless: { type: "object", additionalProperties: text, description: "Options that look like a bound and are none, with what they do instead." },
      links: { ...bounds, description: "The links of a chain around the operation that bound it." },
      clients: { type: "array", items: client, description: "How clients are made." },
      remedy: { ...remedy, description: "What a fix writes at the call; left out where only the client can bound." },
      retries: { ...count, description: "How often it tries again by itself." },
      emitters: { type: "array", items: emitter, description: "What emits an `error` that ends the process where nobody listens." },
      throwsOnStatus: { type: "boolean", description: "Whether an answer such as 500 rejects." },
    },
    ["package", "service", "operations"],
  );
}

const text: Schema = { type: "string", minLength: 1 };
const texts: Schema = { type: "array", items: text };
const count: Schema = { type: "integer", minimum: 0 };
const positions: Schema = { type: "array", items: count };
const bounding: Schema = { type: "string", enum: ["milliseconds", "seconds", "signal", "deadline", "part", "opaque"] };
const writes: Schema = { type: "string", enum: ["milliseconds", "seconds", "signal", "deadline"] };
const bounds: Schema = { type: "object", additionalProperties: bounding };
const waits = object({ limit: { ...count, description: "After how many milliseconds it ends by itself." }, words: text }, ["words"]);

const named = {
  members: { ...texts, minItems: 1, description: "Names of functions, or of members of the containers; `*` stands for all of them." },
  containers: { ...texts, description: "The classes or interfaces that declare them." },
  except: { ...texts, description: "Of `*`, what is not meant." },
};

const operation = object(
  {
    ...named,
    receivers: { ...texts, description: "The types of what it is called on, where the member has no declaration that tells." },
    options: { ...positions, description: "The arguments that may hold options; a fix writes into the last." },
    target: { ...count, description: "The argument that says where the call goes." },
    argument: object({ at: count, is: bounding }, ["at", "is"]),
    waits,
    idempotent: { type: "boolean", description: "Asking twice does no more than asking once." },
    endless: { type: "boolean", description: "It is meant to wait long: a subscription, a long poll." },
  },
  ["members", "options"],
);

const need = object({ options: { ...texts, minItems: 1 }, writes, words: text }, ["options", "writes", "words"]);

const client = object(
  {
    ...named,
    options: { ...positions, description: "The arguments that may hold the client's options." },
    bounds: { ...bounds, description: "What of them bounds its operations, where that differs from a call." },
    needs: { type: "array", items: need, description: "The options that it should not be made without." },
    address: text,
  },
  ["members", "options"],
);

const emitter = object(
  {
    ...named,
    is: { ...text, description: "What it is, without an article: `pool`." },
    when: { ...text, description: "What makes it emit `error`; follows `the first time`." },
    promised: { type: "boolean", description: "The call returns a promise of it." },
  },
  ["members", "is", "when"],
);

const remedy = object({ option: text, link: text, argument: count, writes, beside: text }, ["writes"]);

function object(properties: Readonly<Record<string, Schema>>, required: readonly string[]): Schema {
  return { type: "object", properties, required, additionalProperties: false };
}
