import { account, sending } from "../aws.ts";
import { type Proof, load } from "../proof.ts";

const { DynamoDBClient, GetItemCommand } = load("@aws-sdk/client-dynamodb");

const proof: Proof = {
  package: "@aws-sdk/client-dynamodb",
  ...sending((endpoint, requestHandler, options) => {
    const client = new DynamoDBClient({ ...account, endpoint, requestHandler });
    return client.send(new GetItemCommand({ TableName: "t", Key: { id: { S: "1" } } }), options);
  }),
};

export default proof;
