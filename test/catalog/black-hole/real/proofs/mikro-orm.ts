import { type Peer, type Proof, host, load, on, soon } from "../claim.ts";

const { MikroORM } = load("@mikro-orm/postgresql");

async function open({ port }: Peer, options: object = {}) {
  return MikroORM.init({
    host,
    port,
    user: "postgres",
    dbName: "postgres",
    entities: [],
    discovery: { warnWhenNoEntities: false },
    connect: false,
    logger: () => {},
    ...options,
  });
}

async function connected(peer: Peer, options: object = {}) {
  const orm = await open(peer, options);
  await orm.em.getConnection().execute("select 1");
  return orm;
}

const proof: Proof = {
  package: "@mikro-orm/postgresql",
  claims: [
    {
      title: "execute",
      peer: "postgres",
      attempt: on(connected, (orm) => orm.em.getConnection().execute("select 1")),
    },
    {
      title: "transactional",
      peer: "postgres",
      attempt: on(connected, (orm) => orm.em.fork().transactional((em: any) => em.execute("select 1"))),
    },
    {
      title: "execute with driverOptions.connection.query_timeout",
      peer: "postgres",
      ends: /Query read timeout/,
      attempt: on(
        connected,
        (orm) => orm.em.getConnection().execute("select 1"),
        { driverOptions: { connection: { query_timeout: soon } } },
      ),
    },
    {
      title: "execute with driverOptions.connection.statement_timeout, which a server that is gone does not keep",
      peer: "postgres",
      attempt: on(
        connected,
        (orm) => orm.em.getConnection().execute("select 1"),
        { driverOptions: { connection: { statement_timeout: soon } } },
      ),
    },
    {
      title: "execute of an exhausted pool, by the default of knex",
      peer: "postgres",
      lively: true,
      ends: /Timeout acquiring a connection/,
      after: 60_000,
      attempt: async (peer) => {
        const orm = await connected(peer, { pool: { min: 0, max: 1 } });
        await orm.em.fork().begin();
        return () => orm.em.getConnection().execute("select 1");
      },
    },
  ],
};

export default proof;
