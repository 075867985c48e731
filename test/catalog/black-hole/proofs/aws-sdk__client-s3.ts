import { account, sending } from "../aws.ts";
import { type Proof, load } from "../proof.ts";

const { S3Client, GetObjectCommand } = load("@aws-sdk/client-s3");

const proof: Proof = {
  package: "@aws-sdk/client-s3",
  ...sending(async (endpoint, requestHandler, options) => {
    const client = new S3Client({ ...account, endpoint, forcePathStyle: true, requestHandler });
    const { Body } = await client.send(new GetObjectCommand({ Bucket: "b", Key: "k" }), options);
    return Body.transformToString();
  }),
};

export default proof;
