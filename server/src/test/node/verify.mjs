// Verifies one captured callback with npm's jose, as somebody would who knows RFC 7515 and nothing
// of this project: a detached JWS (appendix F) whose payload is the body.
//
//   node verify.mjs CERTIFICATE.pem SIGNATURE.txt BODY.json
//
// Prints the protected header as JSON. Exit status 0 only if the signature fits, and if it no
// longer does after one bit of the body was changed.
import { readFile } from "node:fs/promises";
import { flattenedVerify, importX509 } from "jose";

const [certificate, signature, body] = process.argv.slice(2);
const key = await importX509(await readFile(certificate, "utf8"), "RS256");
const parts = (await readFile(signature, "utf8")).trim().split(".");
const bytes = await readFile(body);

async function verify(payload) {
  const jws = {
    protected: parts[0],
    payload: payload.toString("base64url"),
    signature: parts[2],
  };
  return flattenedVerify(jws, key, { algorithms: ["RS256"] });
}

if (parts.length !== 3 || parts[1] !== "") {
  throw new Error("not a detached JWS: " + parts.length + " parts");
}
const { protectedHeader } = await verify(bytes);

const forged = Buffer.from(bytes);
forged[forged.length >> 1] ^= 1;
const refused = await verify(forged).then(
  () => false,
  (error) => error.code === "ERR_JWS_SIGNATURE_VERIFICATION_FAILED",
);
if (!refused) {
  throw new Error("a changed body was accepted");
}
console.log(JSON.stringify(protectedHeader));
