/// For those who receive our webhooks: verify, parse, deduplicate. Needs nothing but the JDK; copy
/// the jar into any server.
///
/// **In a few lines.**
///
/// ```java
/// KnoxVerifier verifier = KnoxVerifier.of(pem);   // what GET /downloadCertificate answered
/// KnoxVerdict verdict = verifier.verify(request.getHeader("X-WSM-SIGNATURE"), bodyBytes);
/// if (verdict instanceof KnoxVerdict.Valid valid) {
///   handleOnce(valid.header().deliveryId(), bodyBytes);
/// }
/// ```
///
/// **What is proven.** The holder of the certificate's private key signed exactly these bytes,
/// together with the members of the signature's header: when (`iat`), for which delivery (`jti`),
/// for which subscription (`sub`), and in which attempt (`nonce`). Always verify the bytes as they
/// came in, before any framework has parsed them.
///
/// **What to answer.** Any 2xx status says "delivered". Anything else, and silence, brings the same
/// body again later, under the same `jti` and a fresh `nonce`. Delivery is at least once: the work
/// behind an event must be done once per `jti`.
///
/// **When it does not verify.** {@link io.fleetwire.receiver.KnoxVerdict.WrongKey} means that the
/// certificate was exchanged: download it again, and verify once more. {@link
/// io.fleetwire.receiver.KnoxVerdict.BadSignature} and {@link
/// io.fleetwire.receiver.KnoxVerdict.Malformed} mean that somebody else is calling, or that
/// something on the way rewrites bodies. {@link io.fleetwire.receiver.KnoxVerdict.Replay} needs a
/// {@link io.fleetwire.receiver.NonceMemory}: without one, a captured callback can be sent again.
///
/// **Standard Webhooks.** {@link io.fleetwire.receiver.StandardWebhooksVerifier} does the same for
/// callbacks that carry `webhook-id`, `webhook-timestamp` and `webhook-signature`: by `whsec_...`
/// or `whpk_...`, several of them while keys are exchanged. There the work is done once per
/// `webhook-id`.
///
/// **Three ways to read a body.** The vendor's published sample parses the body, writes it again,
/// and encodes that with padding; RFC 7515 encodes the raw bytes without padding. {@link
/// io.fleetwire.receiver.SigningInput} names them. The raw ways are the default, because they prove
/// the bytes and not merely what a parser made of them.
///
/// Depends on the JDK alone.
@NullMarked
package io.fleetwire.receiver;

import org.jspecify.annotations.NullMarked;
