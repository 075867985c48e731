/** The entries of every package. Written by `npm run generate`. */
import type { Entry } from "./entry.ts";
import axios from "./packages/axios.ts";
import fetch from "./packages/fetch.ts";
import nodeHttp from "./packages/node-http.ts";
import pg from "./packages/pg.ts";

export const packages: readonly (readonly Entry[])[] = [
  axios,
  fetch,
  nodeHttp,
  pg,
];
