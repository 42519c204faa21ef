package io.fleetwire.pki;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Nobody has an account or hardware by accident: whatever bytes come, a message of ACME and an
/// attestation are refused as values, and what was read of CBOR is a value that ends where the
/// bytes do.
public final class AcmeFuzz {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final AttestingAuthority OURS = AttestingAuthority.create(NOW, new SecureRandom());
  private static final Attestation.Wanted WANTED =
      new Attestation.Wanted(
          TrustedIssuers.of(List.of(OURS.certificate())), List.of("not given out"));

  private AcmeFuzz() {}

  /// Of a maker and an account that the target is not.
  static List<byte[]> seeds() {
    AcmeClient client = AcmeClient.of(Keys.elliptic());
    Attestation device =
        new Attestation(Keys.DEVICE.getPublic(), Optional.of("C02"), Optional.of("UDID"));
    return List.of(
        client.message("https://a.example/x", "n", "{}"),
        client.with("https://a.example/1").message("https://a.example/x", "n", ""),
        AttestingAuthority.create(Keys.NOON, Keys.RANDOM).attest(device, "token", Keys.NOON),
        "eyJjcnYiOiJQLTI1NiJ9".getBytes(StandardCharsets.US_ASCII),
        new byte[] {(byte) 0xa1, 0x61, 0x61, (byte) 0x82, 0x02, 0x20});
  }

  public static void fuzzerTestOneInput(byte[] input) {
    if (AcmeMessage.read(input) instanceof AcmeMessage.Read.Good(AcmeMessage message)
        && message.signer() instanceof AcmeMessage.Signer.ByKey(AcmeKey key)) {
      message.isSignedBy(key);
      if (!AcmeKey.named(key.name()).equals(Optional.of(key))) {
        throw new IllegalStateException("a key that cannot be had again by its name");
      }
    }
    AcmeKey.named(new String(input, StandardCharsets.ISO_8859_1));
    if (Attestation.read(input, WANTED, NOW) instanceof Attestation.Verdict.Attested) {
      throw new IllegalStateException("was believed, though nobody knew what for");
    }
    try {
      Cbor.read(input);
    } catch (PkiFault _) {
      // It is none.
    }
  }
}
