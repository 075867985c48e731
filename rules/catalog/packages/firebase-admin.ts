import type { Entry } from "../entry.ts";

/**
 * Version 13.10: 25 s of silence for accounts, 15 s for messages, in each of 5 attempts. Nothing that a call takes
 * bounds it.
 */
const firebaseAdmin: Entry = {
  package: "firebase-admin",
  service: "http",
  operations: [
    {
      members: ["getUser", "getUserByEmail", "getUserByPhoneNumber", "getUsers", "listUsers"],
      containers: ["BaseAuth"],
      options: [],
      idempotent: true,
    },
    { members: ["verifyIdToken", "verifySessionCookie"], containers: ["BaseAuth"], options: [], idempotent: true },
    {
      members: ["createUser", "updateUser", "deleteUser", "deleteUsers", "importUsers"],
      containers: ["BaseAuth"],
      options: [],
    },
    {
      members: ["setCustomUserClaims", "revokeRefreshTokens", "createSessionCookie"],
      containers: ["BaseAuth"],
      options: [],
    },
    { members: ["send", "sendEach", "sendEachForMulticast"], containers: ["Messaging"], options: [] },
    { members: ["subscribeToTopic", "unsubscribeFromTopic"], containers: ["Messaging"], options: [], idempotent: true },
  ],
  waits: { limit: 25_000, words: "waits up to 25 s" },
  bounds: {},
  retries: 4,
  throwsOnStatus: true,
};

/**
 * Firestore, version 7.11: deadlines of gRPC that were seen, 5 minutes to read and 60 s to write. No call takes one.
 */
const firestore: Entry = {
  package: "@google-cloud/firestore",
  service: "database",
  operations: [
    {
      members: ["get", "listCollections", "listDocuments"],
      containers: ["DocumentReference", "CollectionReference", "Query", "Transaction"],
      options: [],
      idempotent: true,
    },
    { members: ["getAll"], containers: ["Firestore", "Transaction"], options: [], idempotent: true },
    {
      members: ["set", "update", "delete", "create"],
      containers: ["DocumentReference"],
      options: [],
      waits: { limit: 60_000, words: "waits up to 60 s" },
    },
    {
      members: ["add"],
      containers: ["CollectionReference"],
      options: [],
      waits: { limit: 60_000, words: "waits up to 60 s" },
    },
    {
      members: ["commit"],
      containers: ["WriteBatch"],
      options: [],
      waits: { limit: 60_000, words: "waits up to 60 s" },
    },
    { members: ["runTransaction", "recursiveDelete"], containers: ["Firestore"], options: [] },
    { members: ["onSnapshot"], containers: ["DocumentReference", "Query"], options: [], endless: true },
  ],
  waits: { limit: 300_000, words: "waits up to 5 minutes" },
  bounds: {},
};

/** The Realtime Database waits for its connection to come back: seen pending after 120 s. No call takes a timeout. */
const realtime: Entry = {
  package: "@firebase/database-types",
  service: "database",
  operations: [
    { members: ["once", "get"], containers: ["Query"], options: [], idempotent: true },
    { members: ["set", "update", "push", "remove", "transaction"], containers: ["Reference"], options: [] },
    { members: ["on"], containers: ["Query"], options: [], endless: true },
  ],
  waits: { words: "waits for ever" },
  bounds: {},
};

export default [firebaseAdmin, firestore, realtime];
