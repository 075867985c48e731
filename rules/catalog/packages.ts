/** The entries of every package. Written by `npm run generate`. */
import type { Entry } from "./entry.ts";
import ai from "./packages/ai.ts";
import anthropic from "./packages/anthropic.ts";
import apolloClient from "./packages/apollo-client.ts";
import awsSdk from "./packages/aws-sdk.ts";
import axios from "./packages/axios.ts";
import azureCoreRestPipeline from "./packages/azure-core-rest-pipeline.ts";
import azureStorageBlob from "./packages/azure-storage-blob.ts";
import basicFtp from "./packages/basic-ftp.ts";
import cohere from "./packages/cohere.ts";
import consul from "./packages/consul.ts";
import etcd3 from "./packages/etcd3.ts";
import eventsource from "./packages/eventsource.ts";
import execa from "./packages/execa.ts";
import fetch from "./packages/fetch.ts";
import googleCloudPubsub from "./packages/google-cloud-pubsub.ts";
import googleCloudStorage from "./packages/google-cloud-storage.ts";
import googleGenai from "./packages/google-genai.ts";
import googleGenerativeAi from "./packages/google-generative-ai.ts";
import got from "./packages/got.ts";
import graphqlRequest from "./packages/graphql-request.ts";
import groq from "./packages/groq.ts";
import grpc from "./packages/grpc.ts";
import jose from "./packages/jose.ts";
import jwksRsa from "./packages/jwks-rsa.ts";
import ky from "./packages/ky.ts";
import langchain from "./packages/langchain.ts";
import ldapjs from "./packages/ldapjs.ts";
import ldapts from "./packages/ldapts.ts";
import minio from "./packages/minio.ts";
import mistral from "./packages/mistral.ts";
import needle from "./packages/needle.ts";
import nodeChildProcess from "./packages/node-child-process.ts";
import nodeDns from "./packages/node-dns.ts";
import nodeFetch from "./packages/node-fetch.ts";
import nodeHttp from "./packages/node-http.ts";
import nodeHttp2 from "./packages/node-http2.ts";
import nodeNet from "./packages/node-net.ts";
import nodeWorkerThreads from "./packages/node-worker-threads.ts";
import nodeZookeeperClient from "./packages/node-zookeeper-client.ts";
import ofetch from "./packages/ofetch.ts";
import ollama from "./packages/ollama.ts";
import openai from "./packages/openai.ts";
import openidClient from "./packages/openid-client.ts";
import pg from "./packages/pg.ts";
import playwright from "./packages/playwright.ts";
import puppeteer from "./packages/puppeteer.ts";
import replicate from "./packages/replicate.ts";
import sentry from "./packages/sentry.ts";
import smithyNodeHttpHandler from "./packages/smithy-node-http-handler.ts";
import socketIoClient from "./packages/socket-io-client.ts";
import ssh2 from "./packages/ssh2.ts";
import ssh2SftpClient from "./packages/ssh2-sftp-client.ts";
import superagent from "./packages/superagent.ts";
import temporalClient from "./packages/temporal-client.ts";
import trpcClient from "./packages/trpc-client.ts";
import undici from "./packages/undici.ts";
import wretch from "./packages/wretch.ts";
import ws from "./packages/ws.ts";

export const packages: readonly (readonly Entry[])[] = [
  ai,
  anthropic,
  apolloClient,
  awsSdk,
  axios,
  azureCoreRestPipeline,
  azureStorageBlob,
  basicFtp,
  cohere,
  consul,
  etcd3,
  eventsource,
  execa,
  fetch,
  googleCloudPubsub,
  googleCloudStorage,
  googleGenai,
  googleGenerativeAi,
  got,
  graphqlRequest,
  groq,
  grpc,
  jose,
  jwksRsa,
  ky,
  langchain,
  ldapjs,
  ldapts,
  minio,
  mistral,
  needle,
  nodeChildProcess,
  nodeDns,
  nodeFetch,
  nodeHttp,
  nodeHttp2,
  nodeNet,
  nodeWorkerThreads,
  nodeZookeeperClient,
  ofetch,
  ollama,
  openai,
  openidClient,
  pg,
  playwright,
  puppeteer,
  replicate,
  sentry,
  smithyNodeHttpHandler,
  socketIoClient,
  ssh2,
  ssh2SftpClient,
  superagent,
  temporalClient,
  trpcClient,
  undici,
  wretch,
  ws,
];
