// Signs and verifies as Standard Webhooks 1.0 has it, with programs that others have written: npm's
// standardwebhooks and svix for v1, and Node's own Ed25519 for v1a, which neither of them knows.
//
//   node standard.mjs verify KEY HEADERS.json BODY   KEY is whsec_... or whpk_...
//   node standard.mjs sign   KEY HEADERS.json BODY   KEY is whsec_... or whsk_...
//
// Verifying exits with 0 only if the callback verifies, and no longer does after one bit of its body
// was changed. Signing prints the value of webhook-signature for the id and time in the headers.
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import { readFile } from "node:fs/promises";
import { Webhook as Standard } from "standardwebhooks";
import svix from "svix";

const [mode, key, headersFile, bodyFile] = process.argv.slice(2);
const headers = JSON.parse(await readFile(headersFile, "utf8"));
const body = await readFile(bodyFile);
const asymmetric = !key.startsWith("whsec_");

function bytesOf(text) {
  return Buffer.from(text.slice(text.indexOf("_") + 1), "base64");
}

function signedBytes(payload) {
  const start = headers["webhook-id"] + "." + headers["webhook-timestamp"] + ".";
  return Buffer.concat([Buffer.from(start), payload]);
}

function publicKey() {
  const start = Buffer.from("302a300506032b6570032100", "hex");
  const der = Buffer.concat([start, bytesOf(key)]);
  return createPublicKey({ key: der, format: "der", type: "spki" });
}

function privateKey() {
  const start = Buffer.from("302e020100300506032b657004220420", "hex");
  const der = Buffer.concat([start, bytesOf(key).subarray(0, 32)]);
  return createPrivateKey({ key: der, format: "der", type: "pkcs8" });
}

function accepts(payload) {
  if (!asymmetric) {
    return [Standard, svix.Webhook].every((Library) => {
      try {
        new Library(key).verify(payload, headers);
        return true;
      } catch (error) {
        if (error.message !== "No matching signature found") {
          throw error;
        }
        return false;
      }
    });
  }
  return headers["webhook-signature"]
    .split(" ")
    .filter((each) => each.startsWith("v1a,"))
    .some((each) =>
      verify(null, signedBytes(payload), publicKey(), Buffer.from(each.slice(4), "base64")),
    );
}

if (mode === "sign") {
  const time = new Date(Number(headers["webhook-timestamp"]) * 1000);
  console.log(
    asymmetric
      ? "v1a," + sign(null, signedBytes(body), privateKey()).toString("base64")
      : new Standard(key).sign(headers["webhook-id"], time, body),
  );
} else {
  const forged = Buffer.from(body);
  forged[forged.length >> 1] ^= 1;
  if (!accepts(body)) {
    throw new Error("the callback was refused");
  }
  if (accepts(forged)) {
    throw new Error("a changed body was accepted");
  }
  console.log("verified");
}
