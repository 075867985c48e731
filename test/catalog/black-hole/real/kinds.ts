/** How each real server is started: without settings of the machine, with no data, listening on a path where it can. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ServerKind, freePort } from "./server.ts";

const postgres: ServerKind = {
  name: "postgres",
  debian: "postgresql",
  program: "postgres",
  prepare(folder, run) {
    const data = join(folder, "data");
    run("initdb", ["-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "--no-instructions"]);
    return {
      args: ["-D", data, "-k", folder, "-c", "listen_addresses=", "-c", "fsync=off"],
      address: { path: join(folder, ".s.PGSQL.5432") },
    };
  },
  // A start-up message is its length, protocol 3.0, and who wants which database.
  hello: "\0\0\0\x29\0\x03\0\0user\0postgres\0database\0postgres\0\0",
  answer: /^R/,
  // Killed, it would leave its shared memory behind.
  signal: "QUIT",
};

const mariadb: ServerKind = {
  name: "mariadb",
  debian: "mariadb-server",
  program: "mariadbd",
  prepare(folder, run) {
    const data = join(folder, "data");
    const install = ["--no-defaults", `--datadir=${data}`, "--auth-root-authentication-method=normal"];
    run("mariadb-install-db", [...install, "--skip-test-db"]);
    const path = join(folder, "s");
    const args = ["--no-defaults", `--datadir=${data}`, `--socket=${path}`, "--skip-networking", "--skip-grant-tables"];
    return { args: [...args, "--innodb-flush-log-at-trx-commit=0"], address: { path } };
  },
  hello: "",
  answer: /^.{4}\n/s,
};

const redis: ServerKind = {
  name: "redis",
  debian: "redis-server",
  program: "redis-server",
  prepare(folder) {
    const path = join(folder, "s");
    return { args: ["--port", "0", "--unixsocket", path, "--save", "", "--dir", folder], address: { path } };
  },
  hello: "PING\r\n",
  answer: /^\+PONG/,
};

const rabbitmq: ServerKind = {
  name: "rabbitmq",
  debian: "rabbitmq-server",
  program: "rabbitmq-server",
  async prepare(folder) {
    const [port, distribution, names] = await Promise.all([freePort(), freePort(), freePort()]);
    mkdirSync(join(folder, "mnesia"), { mode: 0o777 });
    const none = join(folder, "none");
    const env = {
      ERL_EPMD_PORT: String(names),
      RABBITMQ_NODENAME: "resilint@localhost",
      RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
      RABBITMQ_NODE_PORT: String(port),
      RABBITMQ_DIST_PORT: String(distribution),
      RABBITMQ_MNESIA_BASE: join(folder, "data"),
      RABBITMQ_LOG_BASE: join(folder, "log"),
      RABBITMQ_LOGS: "-",
      RABBITMQ_PID_FILE: join(folder, "pid"),
      RABBITMQ_ENABLED_PLUGINS_FILE: none,
      RABBITMQ_CONF_ENV_FILE: none,
      RABBITMQ_CONFIG_FILE: none,
      RABBITMQ_ADVANCED_CONFIG_FILE: none,
      // Schedulers of Erlang spin while they wait, which costs other tests their processor.
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "+sbwt none +sbwtdcpu none +sbwtdio none",
    };
    // Erlang would start its name server as a daemon that outlives it.
    const beside = { program: "epmd", args: ["-address", "127.0.0.1", "-port", String(names)], env };
    return { args: [], env, address: { host: "127.0.0.1", port }, beside };
  },
  hello: "AMQP\0\0\x09\x01",
  answer: /^\x01/,
};

const memcached: ServerKind = {
  name: "memcached",
  debian: "memcached",
  program: "memcached",
  prepare(folder) {
    const path = join(folder, "s");
    return { args: ["-s", path], address: { path } };
  },
  hello: "version\r\n",
  answer: /^VERSION/,
};

const mosquitto: ServerKind = {
  name: "mosquitto",
  debian: "mosquitto",
  program: "mosquitto",
  prepare(folder) {
    const path = join(folder, "s");
    const settings = join(folder, "settings");
    writeFileSync(settings, `listener 0 ${path}\nallow_anonymous true\n`);
    return { args: ["-c", settings], address: { path } };
  },
  // Connect, MQTT 3.1.1, clean session, a client named "r".
  hello: "\x10\x0d\0\x04MQTT\x04\x02\0\x3c\0\x01r",
  answer: /^\x20\x02\0\0/,
};

const nats: ServerKind = {
  name: "nats",
  debian: "nats-server",
  program: "nats-server",
  async prepare() {
    const port = await freePort();
    return { args: ["-a", "127.0.0.1", "-p", String(port)], address: { host: "127.0.0.1", port } };
  },
  hello: "",
  answer: /^INFO /,
};

const slapd: ServerKind = {
  name: "slapd",
  debian: "slapd",
  program: "slapd",
  prepare(folder) {
    const path = join(folder, "s");
    const settings = join(folder, "settings");
    writeFileSync(settings, `pidfile ${join(folder, "pid")}\n`);
    return { args: ["-f", settings, "-h", `ldapi://${encodeURIComponent(path)}`, "-d", "0"], address: { path } };
  },
  // An anonymous bind of LDAP 3.
  hello: "\x30\x0c\x02\x01\x01\x60\x07\x02\x01\x03\x04\0\x80\0",
  answer: /^\x30/,
};

const sshd: ServerKind = {
  name: "sshd",
  debian: "openssh-server",
  program: "sshd",
  async prepare(folder, run) {
    const port = await freePort();
    const [host, user] = [join(folder, "host"), join(folder, "user")];
    for (const key of [host, user]) run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
    const options = {
      ListenAddress: "127.0.0.1",
      Port: port,
      HostKey: host,
      AuthorizedKeysFile: `${user}.pub`,
      PidFile: "none",
      StrictModes: "no",
      // Without it the account that is lent would count as locked.
      UsePAM: "yes",
      Subsystem: "sftp internal-sftp",
    };
    const settings = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
    return { args: ["-D", "-e", "-f", "/dev/null", ...settings], address: { host: "127.0.0.1", port } };
  },
  hello: "",
  answer: /^SSH-2/,
};

export const kinds: readonly ServerKind[] = [
  postgres, mariadb, redis, rabbitmq, memcached, mosquitto, nats, slapd, sshd,
];
