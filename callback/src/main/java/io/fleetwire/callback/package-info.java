/// What the request of any dialect may wear beyond its own body: custom headers, credentials,
/// signatures, the house's own headers; and CloudEvents as a body that several dialects share.
///
/// **Players.** {@link io.fleetwire.callback.OptionsBook} knows what each endpoint wears: {@link
/// io.fleetwire.callback.CallbackOptions} and its {@link io.fleetwire.callback.SigningKeys}. A
/// slice changes them inside the transaction that changes its endpoint; in memory they are current
/// at the commit. A dialect's `CallbackFormat` writes a request with its body and hands it to
/// {@link io.fleetwire.callback.Dresser}, which adds the rest. {@link
/// io.fleetwire.callback.CloudEvents} writes events as CloudEvents 1.0. {@link
/// io.fleetwire.callback.Consent} asks a receiver whether it wants to be called at all.
///
/// **Tokens.** OAuth 2.0 access tokens are fetched through the same door as callbacks, so the
/// address guard judges the authorization server, too. Endpoints with the same credentials share a
/// token; one attempt fetches, the others wait for it, with a bound. A token is exchanged shortly
/// before it expires, and forgotten when a receiver answers 401 to it: {@link
/// io.fleetwire.callback.Callbacks#sender} is the door that notices. A fetch that failed is not
/// repeated for some seconds, whoever asks.
///
/// **Signatures** follow Standard Webhooks 1.0 over the exact bytes that are sent. While keys are
/// exchanged, old and new sign side by side.
///
/// **Who retries.** Nobody here. What cannot be dressed is {@link
/// io.fleetwire.engine.CallbackFormat.NotComposedException}: the engine tries again by the
/// endpoint's plan.
///
/// **What correctness does not need.** Tokens in memory: a restart fetches new ones.
///
/// **Secrets** are stored as they are, because they must be sent as they are; the data folder is
/// the server's alone. Their types print as stars.
///
/// May use the engine's words and the store. Knows no slice, and opens no socket.
@NullMarked
package io.fleetwire.callback;

import org.jspecify.annotations.NullMarked;
