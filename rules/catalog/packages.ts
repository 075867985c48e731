/** The entries of every package. Written by `npm run generate`. */
import type { Entry } from "./entry.ts";
import apolloClient from "./packages/apollo-client.ts";
import axios from "./packages/axios.ts";
import eventsource from "./packages/eventsource.ts";
import execa from "./packages/execa.ts";
import fetch from "./packages/fetch.ts";
import got from "./packages/got.ts";
import graphqlRequest from "./packages/graphql-request.ts";
import grpc from "./packages/grpc.ts";
import jose from "./packages/jose.ts";
import jwksRsa from "./packages/jwks-rsa.ts";
import ky from "./packages/ky.ts";
import needle from "./packages/needle.ts";
import nodeChildProcess from "./packages/node-child-process.ts";
import nodeDns from "./packages/node-dns.ts";
import nodeFetch from "./packages/node-fetch.ts";
import nodeHttp from "./packages/node-http.ts";
import nodeHttp2 from "./packages/node-http2.ts";
import nodeNet from "./packages/node-net.ts";
import nodeWorkerThreads from "./packages/node-worker-threads.ts";
import ofetch from "./packages/ofetch.ts";
import openai from "./packages/openai.ts";
import openidClient from "./packages/openid-client.ts";
import pg from "./packages/pg.ts";
import playwright from "./packages/playwright.ts";
import puppeteer from "./packages/puppeteer.ts";
import sentry from "./packages/sentry.ts";
import socketIoClient from "./packages/socket-io-client.ts";
import superagent from "./packages/superagent.ts";
import trpcClient from "./packages/trpc-client.ts";
import undici from "./packages/undici.ts";
import wretch from "./packages/wretch.ts";
import ws from "./packages/ws.ts";

export const packages: readonly (readonly Entry[])[] = [
  apolloClient,
  axios,
  eventsource,
  execa,
  fetch,
  got,
  graphqlRequest,
  grpc,
  jose,
  jwksRsa,
  ky,
  needle,
  nodeChildProcess,
  nodeDns,
  nodeFetch,
  nodeHttp,
  nodeHttp2,
  nodeNet,
  nodeWorkerThreads,
  ofetch,
  openai,
  openidClient,
  pg,
  playwright,
  puppeteer,
  sentry,
  socketIoClient,
  superagent,
  trpcClient,
  undici,
  wretch,
  ws,
];
