/** The entries of every package. Written by `npm run generate`. */
import type { Entry } from "./entry.ts";
import agenda from "./packages/agenda.ts";
import ai from "./packages/ai.ts";
import algoliasearch from "./packages/algoliasearch.ts";
import amqpConnectionManager from "./packages/amqp-connection-manager.ts";
import amqplib from "./packages/amqplib.ts";
import anthropic from "./packages/anthropic.ts";
import apolloClient from "./packages/apollo-client.ts";
import awsSdk from "./packages/aws-sdk.ts";
import axios from "./packages/axios.ts";
import azureCoreRestPipeline from "./packages/azure-core-rest-pipeline.ts";
import azureStorageBlob from "./packages/azure-storage-blob.ts";
import basicFtp from "./packages/basic-ftp.ts";
import beeQueue from "./packages/bee-queue.ts";
import betterSqlite3 from "./packages/better-sqlite3.ts";
import bull from "./packages/bull.ts";
import bullmq from "./packages/bullmq.ts";
import cassandraDriver from "./packages/cassandra-driver.ts";
import clickhouse from "./packages/clickhouse.ts";
import cohere from "./packages/cohere.ts";
import confluentKafka from "./packages/confluent-kafka.ts";
import consul from "./packages/consul.ts";
import discord from "./packages/discord.ts";
import drizzleOrm from "./packages/drizzle-orm.ts";
import elasticsearch from "./packages/elasticsearch.ts";
import etcd3 from "./packages/etcd3.ts";
import eventsource from "./packages/eventsource.ts";
import execa from "./packages/execa.ts";
import fetch from "./packages/fetch.ts";
import firebaseAdmin from "./packages/firebase-admin.ts";
import googleCloudPubsub from "./packages/google-cloud-pubsub.ts";
import googleCloudStorage from "./packages/google-cloud-storage.ts";
import googleGenai from "./packages/google-genai.ts";
import googleGenerativeAi from "./packages/google-generative-ai.ts";
import got from "./packages/got.ts";
import grammy from "./packages/grammy.ts";
import graphqlRequest from "./packages/graphql-request.ts";
import groq from "./packages/groq.ts";
import grpc from "./packages/grpc.ts";
import influx from "./packages/influx.ts";
import ioredis from "./packages/ioredis.ts";
import jose from "./packages/jose.ts";
import jwksRsa from "./packages/jwks-rsa.ts";
import kafkajs from "./packages/kafkajs.ts";
import knex from "./packages/knex.ts";
import ky from "./packages/ky.ts";
import kysely from "./packages/kysely.ts";
import langchain from "./packages/langchain.ts";
import ldapjs from "./packages/ldapjs.ts";
import ldapts from "./packages/ldapts.ts";
import mariadb from "./packages/mariadb.ts";
import memcached from "./packages/memcached.ts";
import memjs from "./packages/memjs.ts";
import mikroOrm from "./packages/mikro-orm.ts";
import minio from "./packages/minio.ts";
import mistral from "./packages/mistral.ts";
import mongodb from "./packages/mongodb.ts";
import mongoose from "./packages/mongoose.ts";
import mqtt from "./packages/mqtt.ts";
import mssql from "./packages/mssql.ts";
import mysql2 from "./packages/mysql2.ts";
import nats from "./packages/nats.ts";
import needle from "./packages/needle.ts";
import neo4jDriver from "./packages/neo4j-driver.ts";
import nodeChildProcess from "./packages/node-child-process.ts";
import nodeDns from "./packages/node-dns.ts";
import nodeFetch from "./packages/node-fetch.ts";
import nodeHttp from "./packages/node-http.ts";
import nodeHttp2 from "./packages/node-http2.ts";
import nodeNet from "./packages/node-net.ts";
import nodeStreams from "./packages/node-streams.ts";
import nodeWorkerThreads from "./packages/node-worker-threads.ts";
import nodeZookeeperClient from "./packages/node-zookeeper-client.ts";
import nodemailer from "./packages/nodemailer.ts";
import octokit from "./packages/octokit.ts";
import ofetch from "./packages/ofetch.ts";
import ollama from "./packages/ollama.ts";
import openai from "./packages/openai.ts";
import openidClient from "./packages/openid-client.ts";
import opensearch from "./packages/opensearch.ts";
import pg from "./packages/pg.ts";
import playwright from "./packages/playwright.ts";
import postgres from "./packages/postgres.ts";
import prisma from "./packages/prisma.ts";
import puppeteer from "./packages/puppeteer.ts";
import redis from "./packages/redis.ts";
import replicate from "./packages/replicate.ts";
import resend from "./packages/resend.ts";
import rhea from "./packages/rhea.ts";
import sendgridMail from "./packages/sendgrid-mail.ts";
import sentry from "./packages/sentry.ts";
import sequelize from "./packages/sequelize.ts";
import slackBolt from "./packages/slack-bolt.ts";
import slackWebApi from "./packages/slack-web-api.ts";
import smithyNodeHttpHandler from "./packages/smithy-node-http-handler.ts";
import socketIoClient from "./packages/socket-io-client.ts";
import sqlite3 from "./packages/sqlite3.ts";
import ssh2 from "./packages/ssh2.ts";
import ssh2SftpClient from "./packages/ssh2-sftp-client.ts";
import stripe from "./packages/stripe.ts";
import supabase from "./packages/supabase.ts";
import superagent from "./packages/superagent.ts";
import tedious from "./packages/tedious.ts";
import telegraf from "./packages/telegraf.ts";
import temporalClient from "./packages/temporal-client.ts";
import trpcClient from "./packages/trpc-client.ts";
import twilio from "./packages/twilio.ts";
import typeorm from "./packages/typeorm.ts";
import undici from "./packages/undici.ts";
import wretch from "./packages/wretch.ts";
import ws from "./packages/ws.ts";

export const packages: readonly (readonly Entry[])[] = [
  agenda,
  ai,
  algoliasearch,
  amqpConnectionManager,
  amqplib,
  anthropic,
  apolloClient,
  awsSdk,
  axios,
  azureCoreRestPipeline,
  azureStorageBlob,
  basicFtp,
  beeQueue,
  betterSqlite3,
  bull,
  bullmq,
  cassandraDriver,
  clickhouse,
  cohere,
  confluentKafka,
  consul,
  discord,
  drizzleOrm,
  elasticsearch,
  etcd3,
  eventsource,
  execa,
  fetch,
  firebaseAdmin,
  googleCloudPubsub,
  googleCloudStorage,
  googleGenai,
  googleGenerativeAi,
  got,
  grammy,
  graphqlRequest,
  groq,
  grpc,
  influx,
  ioredis,
  jose,
  jwksRsa,
  kafkajs,
  knex,
  ky,
  kysely,
  langchain,
  ldapjs,
  ldapts,
  mariadb,
  memcached,
  memjs,
  mikroOrm,
  minio,
  mistral,
  mongodb,
  mongoose,
  mqtt,
  mssql,
  mysql2,
  nats,
  needle,
  neo4jDriver,
  nodeChildProcess,
  nodeDns,
  nodeFetch,
  nodeHttp,
  nodeHttp2,
  nodeNet,
  nodeStreams,
  nodeWorkerThreads,
  nodeZookeeperClient,
  nodemailer,
  octokit,
  ofetch,
  ollama,
  openai,
  openidClient,
  opensearch,
  pg,
  playwright,
  postgres,
  prisma,
  puppeteer,
  redis,
  replicate,
  resend,
  rhea,
  sendgridMail,
  sentry,
  sequelize,
  slackBolt,
  slackWebApi,
  smithyNodeHttpHandler,
  socketIoClient,
  sqlite3,
  ssh2,
  ssh2SftpClient,
  stripe,
  supabase,
  superagent,
  tedious,
  telegraf,
  temporalClient,
  trpcClient,
  twilio,
  typeorm,
  undici,
  wretch,
  ws,
];
