// A management backend for Apple devices in one file: `node backend.mjs`, no packages.
//
// Fleetwire asks it for every decision, at six addresses below /webhook/apple/. This one asks each
// device once what it is, then declares that it needs a passcode, and prints what it is told. It
// keeps its notes in memory: a real one has a database, and remembers Fleetwire-Event-Id, because an
// event may be told twice.
//
// PORT is where it listens (9100). WEBHOOK_SECRET is the whsec_... with which Fleetwire signs; without it,
// signatures are not looked at.
import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer } from "node:http";

const secret = process.env.WEBHOOK_SECRET ?? "";
const clocksDiffer = 5 * 60;
const bodyBytesMax = 16 * 1024 * 1024;

// How far this backend is with a device or user: "ask", "declare" or "done".
const steps = new Map();

const items = {
  activations: [{ identifier: "example.activation", serverToken: "1" }],
  configurations: [{ identifier: "example.passcode", serverToken: "1" }],
  assets: [],
  management: [],
};

const declarations = {
  "example.activation": {
    Type: "com.apple.activation.simple",
    Identifier: "example.activation",
    ServerToken: "1",
    Payload: { StandardConfigurations: ["example.passcode"] },
  },
  "example.passcode": {
    Type: "com.apple.configuration.passcode.settings",
    Identifier: "example.passcode",
    ServerToken: "1",
    Payload: { RequirePasscode: true, MinimumLength: 6 },
  },
};

// A device, or a user of one. Users of a Shared iPad have no other name than the short one.
const channel = ({ udid, userShortName }) => (userShortName ? `${udid}:${userShortName}` : udid);

const webhooks = {
  // Something happened. What changes a decision is noted here.
  event({ scope, event }) {
    const who = channel(scope);
    console.log(who, event._tag, event.status ?? "");
    if (event._tag === "Authenticate") steps.set(who, "ask");
    // NotNow: it has no time, and must be asked again later.
    if (event._tag === "CommandResult" && event.status !== "NotNow") steps.set(who, "declare");
    if (event._tag === "DeclarationStatus") steps.set(who, "done");
    if (event._tag === "CheckOut") steps.delete(who);
    return undefined;
  },

  // What the device shall do next. It is asked until the answer is Idle, so a command must not be
  // given again once its result was told.
  checkin({ scope }) {
    switch (steps.get(channel(scope)) ?? "ask") {
      case "ask":
        return {
          _tag: "Command",
          commandUUID: "ask-1",
          requestType: "DeviceInformation",
          payload: { Queries: ["SerialNumber", "OSVersion", "DeviceName"] },
        };
      case "declare":
        return { _tag: "DdmSync", serverToken: "1" };
      default:
        return { _tag: "Idle" };
    }
  },

  "declaration-tokens": () => ({
    activationsToken: "1",
    configurationsToken: "1",
    assetsToken: "1",
    managementToken: "1",
  }),

  "declaration-items": () => items,

  // null removes a declaration from the device: answer it only for what is not in the lists.
  declaration: ({ identifier }) => declarations[identifier] ?? null,

  asset: () => null,
};

// Standard Webhooks: HMAC-SHA-256 over "id.timestamp.body", by a key that may be changing, so that
// the header may have several.
function isGenuine(headers, body) {
  if (!secret) return true;
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  if (!id || !timestamp || !signatures) return false;
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= clocksDiffer)) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.`).update(body).digest();
  return signatures.split(" ").some((signature) => {
    const found = Buffer.from(signature.startsWith("v1,") ? signature.slice(3) : "", "base64");
    return found.length === expected.length && timingSafeEqual(found, expected);
  });
}

function answer(response, status, json) {
  const body = json === undefined ? "" : JSON.stringify(json);
  response.writeHead(status, { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) });
  response.end(body);
}

const server = createServer((request, response) => {
  const chunks = [];
  let size = 0;
  request.on("data", (chunk) => {
    size += chunk.length;
    if (size > bodyBytesMax) request.destroy();
    else chunks.push(chunk);
  });
  request.on("end", () => {
    const body = Buffer.concat(chunks);
    if (!isGenuine(request.headers, body)) return answer(response, 401);
    const webhook = webhooks[request.url.split("/").pop()];
    if (!webhook) return answer(response, 404);
    try {
      const decision = webhook(JSON.parse(body));
      return answer(response, decision === undefined ? 204 : 200, decision);
    } catch {
      // An error that says so; a bare status never removes a device either.
      return answer(response, 500, { _tag: "InternalServerError" });
    }
  });
});

server.listen(Number(process.env.PORT ?? 9100), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
