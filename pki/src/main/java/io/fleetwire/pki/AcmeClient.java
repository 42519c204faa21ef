package io.fleetwire.pki;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import java.util.Optional;

/// A client's end of ACME: signs messages as the account of its key, which is of P-256; who carries
/// them is not its business. Immutable; safe for many threads.
public final class AcmeClient {
  private final ECKey key;
  private final ECPrivateKey secret;
  private final Optional<String> account;

  private AcmeClient(ECKey key, ECPrivateKey secret, Optional<String> account) {
    this.key = key;
    this.secret = secret;
    this.account = account;
  }

  /// Of somebody who has no account yet.
  public static AcmeClient of(KeyPair pair) {
    if (pair.getPublic() instanceof ECPublicKey open
        && pair.getPrivate() instanceof ECPrivateKey secret) {
      return new AcmeClient(new ECKey.Builder(Curve.P_256, open).build(), secret, Optional.empty());
    }
    throw new AssertionError("an account's key is elliptic");
  }

  /// The same with its account, which is at `url`.
  public AcmeClient with(String url) {
    return new AcmeClient(key, secret, Optional.of(url));
  }

  /// A message for `url`; `payload` is JSON, or empty for who only asks.
  public byte[] message(String url, String nonce, String payload) {
    JWSHeader.Builder header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .customParam("nonce", nonce)
            .customParam("url", url);
    account.ifPresentOrElse(header::keyID, () -> header.jwk(key));
    try {
      JWSObject signed = new JWSObject(header.build(), new Payload(Base64URL.encode(payload)));
      signed.sign(new ECDSASigner(secret));
      return JSONObjectUtils.toJSONString(
              Map.of(
                  "protected", signed.getHeader().toBase64URL().toString(),
                  "payload", signed.getPayload().toBase64URL().toString(),
                  "signature", signed.getSignature().toString()))
          .getBytes(StandardCharsets.UTF_8);
    } catch (JOSEException e) {
      throw new IllegalStateException("this Java cannot sign", e);
    }
  }
}
