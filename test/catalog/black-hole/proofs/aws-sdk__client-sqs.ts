import { account, sending } from "../aws.ts";
import { type Proof, load } from "../proof.ts";

const { SQSClient, ReceiveMessageCommand } = load("@aws-sdk/client-sqs");

const proof: Proof = {
  package: "@aws-sdk/client-sqs",
  ...sending((endpoint, requestHandler, options) => {
    const client = new SQSClient({ ...account, endpoint, requestHandler });
    return client.send(new ReceiveMessageCommand({ QueueUrl: endpoint }), options);
  }),
};

export default proof;
