import { type Proof, idle, load, soon, unbounded } from "../proof.ts";

const { MailService } = load("@sendgrid/mail");
const { Client } = load("@sendgrid/client");
const mail = { from: "a@example.com", to: "b@example.com", subject: "?", text: "?" };

function send(url: string, prepare: (service: any) => void = () => {}): Promise<unknown> {
  const service = new MailService();
  const client = new Client();
  service.setClient(client);
  service.setApiKey("SG.key");
  client.setDefaultRequest("baseUrl", url);
  prepare(service);
  return service.send(mail);
}

const proof: Proof = {
  package: "@sendgrid/mail",
  remedy: "setTimeout",
  ways: {
    send: unbounded(({ url }) => send(url)),
    setTimeout: idle(({ url }) => send(url, (service) => service.setTimeout(soon))),
  },
};

export default proof;
