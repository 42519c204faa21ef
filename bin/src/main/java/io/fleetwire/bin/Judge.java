package io.fleetwire.bin;

import io.fleetwire.bin.Finding.Verdict;
import io.fleetwire.callback.SigningKey;
import io.fleetwire.engine.Endpoint;
import io.fleetwire.engine.Header;
import io.fleetwire.receiver.KnoxVerdict;
import io.fleetwire.receiver.KnoxVerifier;
import io.fleetwire.receiver.StandardWebhooksVerifier;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Verifies what came to a bin as its receiver would: by the certificates that can be downloaded,
/// and by the keys of those endpoints of the bin's organization that have its address. Thread-safe.
final class Judge {
  private static final String KNOX_SIGNATURE = "X-WSM-SIGNATURE";
  private static final String STANDARD_SIGNATURE = "webhook-signature";

  private final BinPorts ports;
  private final InstantSource clock;

  Judge(BinPorts ports, InstantSource clock) {
    this.ports = ports;
    this.clock = clock;
  }

  /// What was sent.
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Sent(List<Header> headers, byte[] body) {
    boolean has(String name) {
      return Header.find(headers, name).isPresent();
    }

    String header(String name) {
      return Header.find(headers, name).orElse("");
    }
  }

  /// One finding for all signatures: it is wrong when one of them is.
  Finding judge(Bin bin, Sent sent) {
    List<Finding> found = new ArrayList<>();
    if (sent.has(KNOX_SIGNATURE)) {
      found.add(knox(sent));
    }
    if (sent.has(STANDARD_SIGNATURE)) {
      found.add(standard(bin, sent));
    }
    if (found.isEmpty()) {
      return Finding.unsigned("it carries no signature: anybody could have sent it");
    }
    boolean wrong = found.stream().anyMatch(one -> one.verdict() == Verdict.WRONG);
    return new Finding(
        wrong ? Verdict.WRONG : Verdict.VALID,
        joined(found.stream().map(Finding::scheme).toList(), " and "),
        joined(found.stream().map(Finding::words).toList(), "; "));
  }

  private static String joined(List<String> texts, String between) {
    return texts.stream().collect(Collectors.joining(between));
  }

  /// While a new key is published there are two certificates; the first one signs.
  private Finding knox(Sent sent) {
    List<KnoxVerdict> found =
        ports.certificates().get().stream()
            .map(KnoxVerifier::of)
            .map(verifier -> verifier.verify(sent.header(KNOX_SIGNATURE), sent.body()))
            .toList();
    return Finding.of(
        found.stream()
            .filter(KnoxVerdict.Valid.class::isInstance)
            .findFirst()
            .orElseGet(found::getFirst));
  }

  private Finding standard(Bin bin, Sent sent) {
    List<String> keys = keys(bin);
    if (keys.isEmpty()) {
      return Finding.wrong(
          Finding.STANDARD, "no endpoint of yours that has this address signs: there is no key");
    }
    String[] others = keys.subList(1, keys.size()).toArray(String[]::new);
    return Finding.of(
        StandardWebhooksVerifier.of(clock, keys.getFirst(), others)
            .verify(
                sent.header("webhook-id"),
                sent.header("webhook-timestamp"),
                sent.header(STANDARD_SIGNATURE),
                sent.body()));
  }

  /// Those that sign now, as a receiver has them.
  private List<String> keys(Bin bin) {
    return ports.endpoints().get().ownedBy(bin.organization()).stream()
        .filter(endpoint -> leadsTo(endpoint, bin))
        .flatMap(endpoint -> ports.options().findKeys(endpoint.id()).stream())
        .flatMap(keys -> keys.at(clock.instant()).stream())
        .map(SigningKey::verifierText)
        .map(key -> key.reveal())
        .toList();
  }

  private static boolean leadsTo(Endpoint endpoint, Bin bin) {
    String path = endpoint.target().url().getRawPath();
    return path != null && path.endsWith(Bin.PATH + bin.token());
  }
}
