import { type Proof, byDefault, load, unbounded } from "../proof.ts";

const { initializeApp } = load("firebase-admin/app");
const { getAuth } = load("firebase-admin/auth");
const { getDatabase } = load("firebase-admin/database");
const { getFirestore } = load("firebase-admin/firestore");
let count = 0;
const open = (port: number) =>
  initializeApp({ projectId: "p", databaseURL: `http://127.0.0.1:${port}/?ns=n` }, `${++count}`);

function getUser(port: number): Promise<unknown> {
  process.env["FIREBASE_AUTH_EMULATOR_HOST"] = `127.0.0.1:${port}`;
  return getAuth(open(port)).getUser("id");
}

function firestore(port: number): any {
  process.env["FIRESTORE_EMULATOR_HOST"] = `127.0.0.1:${port}`;
  return getFirestore(open(port));
}
const once = (port: number) => getDatabase(open(port)).ref("a").once("value");

const proof: Proof = {
  package: "firebase-admin",
  ways: {
    // Five times, for it tries again.
    getUser: byDefault(125_000, { call: ({ port }) => getUser(port), ends: { silent: /./ } }),
    "getUser, whose answer breaks off": { call: ({ port }) => getUser(port), ends: { cut: "waits" } },
    // Each attempt waits five minutes, and it tries again.
    "get of Firestore": {
      call: ({ port }) => firestore(port).doc("a/b").get(),
      outlasts: 350_000,
      ends: { silent: "waits" },
    },
    "set of Firestore": {
      call: ({ port }) => firestore(port).doc("a/b").set({}),
      after: 60_000,
      ends: { silent: /DEADLINE/ },
    },
    once: { ...unbounded(({ port }) => once(port)), ends: { silent: "waits" } },
  },
};

export default proof;
