package io.fleetwire.callback;

import io.fleetwire.callback.Authentication.ClientProof;
import io.fleetwire.engine.EndpointId;
import io.fleetwire.engine.Header;
import io.fleetwire.engine.Secret;
import io.fleetwire.store.ReadTx;
import io.fleetwire.store.Row;
import io.fleetwire.store.WriteTx;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The table `callback_options`.
final class OptionsTable {

  private OptionsTable() {}

  /// The columns that an authentication fills.
  private record Columns(
      String kind,
      @Nullable String name,
      @Nullable String secret,
      @Nullable String tokenUrl,
      @Nullable String scope,
      @Nullable String proof,
      @Nullable String chain) {}

  static void put(WriteTx tx, EndpointId id, CallbackOptions options) {
    remove(tx, id);
    if (options.equals(CallbackOptions.NONE)) {
      return;
    }
    Columns columns = columns(options.authentication());
    tx.update(
        """
        INSERT INTO callback_options
          (endpoint_id, headers, announces_origin, authentication, name, secret, token_url, scope,
            proof, chain)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        id.value(),
        lines(options.headers()),
        options.announcesOrigin(),
        columns.kind(),
        columns.name(),
        columns.secret(),
        columns.tokenUrl(),
        columns.scope(),
        columns.proof(),
        columns.chain());
  }

  static void remove(WriteTx tx, EndpointId id) {
    tx.update("DELETE FROM callback_options WHERE endpoint_id = ?", id.value());
  }

  /// All endpoints with what they wear, also by which keys they sign.
  static Outfits load(ReadTx tx) {
    Map<EndpointId, Outfit> all = new HashMap<>();
    tx.list(
        """
        SELECT endpoint_id, headers, announces_origin, authentication, name, secret, token_url,
          scope, proof, chain
        FROM callback_options
        """,
        row ->
            all.put(
                new EndpointId(row.longAt(1)), new Outfit(options(row), new Outfit.Unsigned())));
    SigningKeyTable.load(tx)
        .forEach(
            (id, keys) ->
                all.compute(
                    id,
                    (_, known) ->
                        (known == null ? Outfit.NONE : known).with(new Outfit.Signed(keys))));
    return Outfits.of(all);
  }

  private static CallbackOptions options(Row row) {
    return new CallbackOptions(headers(row.text(2)), authentication(row), row.booleanAt(3));
  }

  private static Columns columns(Authentication authentication) {
    return switch (authentication) {
      case Authentication.None _ -> new Columns("none", null, null, null, null, null, null);
      case Authentication.Basic(String user, Secret password) ->
          new Columns("basic", user, password.reveal(), null, null, null, null);
      case Authentication.Bearer(Secret token) ->
          new Columns("bearer", null, token.reveal(), null, null, null, null);
      case Authentication.ApiKeyHeader(String name, Secret value) ->
          new Columns("api-key", name, value.reveal(), null, null, null, null);
      case Authentication.OAuth2ClientCredentials it ->
          new Columns(
              "oauth2",
              it.clientId(),
              it.clientSecret().reveal(),
              it.tokenUrl(),
              it.scope(),
              proofText(it.proof()),
              null);
      case Authentication.MutualTls(String chainPem, Secret keyPem) ->
          new Columns("mutual-tls", null, keyPem.reveal(), null, null, null, chainPem);
    };
  }

  private static Authentication authentication(Row row) {
    return switch (row.text(4)) {
      case "none" -> new Authentication.None();
      case "basic" -> new Authentication.Basic(row.text(5), secret(row));
      case "bearer" -> new Authentication.Bearer(secret(row));
      case "api-key" -> new Authentication.ApiKeyHeader(row.text(5), secret(row));
      case "oauth2" ->
          new Authentication.OAuth2ClientCredentials(
              row.text(7), row.text(5), secret(row), row.text(8), proof(row.text(9)));
      case "mutual-tls" -> new Authentication.MutualTls(row.text(10), secret(row));
      default -> throw new AssertionError("options say how we prove who we are: " + row.text(4));
    };
  }

  private static Secret secret(Row row) {
    return new Secret(row.text(6));
  }

  private static String proofText(ClientProof proof) {
    return switch (proof) {
      case BASIC -> "basic";
      case BODY -> "body";
    };
  }

  private static ClientProof proof(String text) {
    return switch (text) {
      case "basic" -> ClientProof.BASIC;
      case "body" -> ClientProof.BODY;
      default -> throw new AssertionError("a client shows its secret somewhere: " + text);
    };
  }

  /// No name has a colon in it, and no value a line's end.
  private static String lines(List<Header> headers) {
    return headers.stream()
        .map(header -> header.name() + ":" + header.value())
        .collect(Collectors.joining("\n"));
  }

  private static List<Header> headers(String lines) {
    return lines.lines().map(OptionsTable::header).toList();
  }

  private static Header header(String line) {
    int colon = line.indexOf(':');
    return new Header(line.substring(0, colon), line.substring(colon + 1));
  }
}
