import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { Mongoose, Schema } = load("mongoose");
const at = ({ port }: Peer) => `mongodb://${host}:${port}/db?directConnection=true`;

/** A library of its own for each attempt, and a model that makes nothing by itself. */
function fresh(options: object = {}) {
  const mongoose = new Mongoose();
  const schema = new Schema({ name: String }, { autoCreate: false, autoIndex: false, ...options });
  return { mongoose, Model: mongoose.model("Model", schema) };
}

async function connected(peer: Peer, options: object = {}) {
  const { mongoose, Model } = fresh();
  await mongoose.connect(at(peer), options);
  return Model;
}

const proof: Proof = {
  package: "mongoose",
  claims: [
    {
      title: "find before it is connected, by the default of bufferTimeoutMS",
      peer: "silent",
      ends: /buffering timed out after 10000ms/,
      after: 10_000,
      attempt: () => () => fresh().Model.find(),
    },
    {
      title: "find before it is connected, with bufferTimeoutMS",
      peer: "silent",
      ends: /buffering timed out/,
      attempt: () => () => fresh({ bufferTimeoutMS: soon }).Model.find(),
    },
    {
      title: "connect, by the default of serverSelectionTimeoutMS",
      peer: "silent",
      ends: /MongooseServerSelectionError/,
      after: 30_000,
      attempt: (peer) => () => fresh().mongoose.connect(at(peer)),
    },
    {
      title: "connect with serverSelectionTimeoutMS",
      peer: "silent",
      ends: /MongooseServerSelectionError/,
      attempt: (peer) => () => fresh().mongoose.connect(at(peer), { serverSelectionTimeoutMS: soon }),
    },
    {
      title: "find",
      peer: "mongo",
      lively: true,
      attempt: on(connected, (Model) => Model.find()),
    },
    {
      title: "create",
      peer: "mongo",
      lively: true,
      attempt: on(connected, (Model) => Model.create({ name: "name" })),
    },
    {
      title: "find with maxTimeMS, which the server would keep",
      peer: "mongo",
      lively: true,
      attempt: on(connected, (Model) => Model.find().maxTimeMS(soon)),
    },
    {
      title: "find with socketTimeoutMS",
      peer: "mongo",
      lively: true,
      ends: /MongoNetworkTimeoutError/,
      attempt: on(connected, (Model) => Model.find(), { socketTimeoutMS: soon }),
    },
    {
      title: "find with a signal",
      peer: "mongo",
      lively: true,
      ends: /TimeoutError/,
      attempt: on(connected, (Model) => Model.find({}, null, { signal: AbortSignal.timeout(soon) })),
    },
    {
      title: "find with timeoutMS, which has no effect",
      peer: "mongo",
      lively: true,
      attempt: on(connected, (Model) => Model.find(), { timeoutMS: soon }),
    },
  ],
};

export default proof;
