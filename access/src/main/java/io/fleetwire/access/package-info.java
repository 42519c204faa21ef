/// Who may call, and in whose name.
///
/// **Words.** An *organization* owns devices, endpoints and users. A *user* is a person who may
/// sign in; an *API key* lets a program do so for them, and a *session* a browser. What a user may
/// do in their organization is their *role*, a named set of *permissions*. An *OAuth client* is an
/// application that asks for *access tokens*; what it may do is a set of *scopes*. A *grant* is
/// what a user let a client do in their organization's name. A *legacy client* is a registered RSA
/// key, for callers that know the header `x-knox-apitoken` alone. Whoever has proven anything is a
/// {@link io.fleetwire.access.Principal}: an organization, scopes, a client, and the kind of proof.
///
/// **Players.** {@link io.fleetwire.access.Access} wires them. {@link
/// io.fleetwire.access.AuthorizationServer} answers the three OAuth endpoints (tokens, revocation,
/// authorization) from what was on the wire to a sealed answer; {@link
/// io.fleetwire.access.AccessTokens} tells what a bearer token is worth, {@link
/// io.fleetwire.access.LegacyTokens} the same for the legacy header, {@link
/// io.fleetwire.access.SignIn} for a password or API key. {@link io.fleetwire.access.Organizations}
/// knows who may act for whom; {@link io.fleetwire.access.Directory} changes people and roles, and
/// {@link io.fleetwire.access.AuditLog} keeps who changed what. There is no HTTP in here: status
/// codes and JSON are the edge's.
///
/// **States of a token.** An access token is a signed JWT without a row: genuine until it expires,
/// unless its id or its grant is in the revocations, which are on disk and in memory. A code and a
/// refresh token are rows: unused, used, forgotten; a second use ends their grant and with it every
/// token that came of it. The id of a legacy JWT is a row from its first use until the JWT expires.
/// A signing key signs, then only verifies, and goes when the last token that it signed has ended.
///
/// **Secrets.** Every one is made here of 256 random bits, shown once, stored as SHA-256 and
/// compared in constant time; passwords are stored as Argon2id. {@link io.fleetwire.engine.Secret}
/// does not print. The keys that sign access tokens are the exception: they stand in the database
/// as they are, so its file is to be as private as they.
///
/// **Who retries.** Nobody. A failed proof is an answer, and failures are counted by client, person
/// and address ({@link io.fleetwire.access.TooMany}).
///
/// **What correctness does not need.** The cache of verified tokens, the failure counts, and {@link
/// io.fleetwire.access.Access#pump}, which drops what has expired and replaces the signing key. All
/// but the key's age is as it was after any restart.
///
/// Depends on `store` for its tables and on `engine` for two words, an organization's id and a
/// pump. SQL stands in the `*Table` classes alone.
@NullMarked
package io.fleetwire.access;

import org.jspecify.annotations.NullMarked;
