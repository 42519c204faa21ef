/// Who a device is: the authority that issues its certificate, the protocol by which it asks for
/// one, and the signatures by which it proves that it has it.
///
/// **Players.** {@link io.fleetwire.pki.Authority} is a key and a certificate that issue others.
/// {@link io.fleetwire.pki.ScepServer} reads requests of the Simple Certificate Enrolment Protocol
/// (RFC 8894) and writes answers; whether a request is granted is for its caller to decide. {@link
/// io.fleetwire.pki.ScepClient} is the other end, for devices that are simulated. {@link
/// io.fleetwire.pki.AcmeMessage} is what a client of ACME (RFC 8555) has signed, {@link
/// io.fleetwire.pki.AcmeKey} by what, and {@link io.fleetwire.pki.Attestation} what the maker of a
/// device vouches for; {@link io.fleetwire.pki.AcmeClient} and {@link
/// io.fleetwire.pki.AttestingAuthority} are their other ends. {@link io.fleetwire.pki.CmsSignature}
/// makes and verifies detached signatures (RFC 5652), and {@link io.fleetwire.pki.TrustedIssuers}
/// decides whether a certificate comes from somebody who may issue it.
///
/// **Two questions, two answers.** Whether a signature belongs to a certificate, and whether that
/// certificate may be believed, are asked apart and both must be: anybody can sign with a
/// certificate that he made himself.
///
/// **Time.** A device that was enrolled a minute ago may have a clock that is minutes slow, so a
/// signature may be some minutes older than its certificate. A certificate whose time is over is
/// still accepted for a while, so that its device can come back and renew it.
///
/// **Bounds.** Signatures and messages have a limit in bytes before anything is parsed; one signer;
/// RSA keys of 2,048 bits or more, P-256 and P-384; AES for what is enveloped, because the
/// capabilities that we announce let every client choose it.
///
/// Has no state, no sockets and no clock of its own. Depends on the JDK, Bouncy Castle and, for
/// JSON Web Signatures, nimbus-jose-jwt.
@NullMarked
package io.fleetwire.pki;

import org.jspecify.annotations.NullMarked;
