package io.fleetwire.portal;

import io.fleetwire.web.Problem;
import io.fleetwire.web.ProblemException;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import io.fleetwire.web.Route;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/// The files that pages are made with, each under an address that has a hash of its content: a
/// browser keeps it for a year and never asks again, and a new version is another file. Immutable.
///
/// They are compressed once, at the start. Pages are not compressed: they hold a CSRF token beside
/// what a stranger may have chosen, and its length under compression would tell about it.
final class Assets implements Area {
  private static final String FOLDER = Paths.ROOT + "/assets/";
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  /// 40 bits: two versions of one file never meet.
  private static final int HASH_BYTES = 5;

  private final Map<String, String> addresses;
  private final Map<String, Asset> byFile;

  /// One file, as it is and compressed.
  private record Asset(Reply plain, Reply gzip) {
    static Asset of(String contentType, byte[] bytes) {
      return new Asset(
          kept(Reply.of(200, contentType, bytes)),
          kept(Reply.of(200, contentType, Assets.gzip(bytes))).with("Content-Encoding", "gzip"));
    }

    private static Reply kept(Reply reply) {
      return reply
          .with("Cache-Control", "public, max-age=31536000, immutable")
          .with("Vary", "Accept-Encoding")
          .with("Cross-Origin-Resource-Policy", "same-origin");
    }
  }

  private Assets(Map<String, String> addresses, Map<String, Asset> byFile) {
    this.addresses = Map.copyOf(addresses);
    this.byFile = Map.copyOf(byFile);
  }

  static Assets load() {
    Map<String, String> addresses = new HashMap<>();
    Map<String, Asset> byFile = new HashMap<>();
    for (Source source :
        List.of(
            new Source("portal.css", "portal.css", "text/css; charset=utf-8"),
            new Source("portal.js", "portal.js", SCRIPT),
            new Source("htmx.js", HTMX, SCRIPT),
            new Source("icon.svg", "icon.svg", "image/svg+xml"))) {
      byte[] bytes = read(source.resource());
      String file = source.name().replaceFirst("\\.", "." + hash(bytes) + ".");
      addresses.put(source.name(), FOLDER + file);
      byFile.put(file, Asset.of(source.contentType(), bytes));
    }
    return new Assets(addresses, byFile);
  }

  private record Source(String name, String resource, String contentType) {}

  /// Where a page finds the file of that name.
  String address(String name) {
    String address = addresses.get(name);
    if (address == null) {
      throw new AssertionError("no asset is called " + name);
    }
    return address;
  }

  @Override
  public List<Route> routes() {
    return List.of(Paths.openGet(FOLDER + "{file}", this::file));
  }

  private Reply file(Request request) {
    Asset asset = byFile.get(request.pathParameter("file"));
    if (asset == null) {
      throw new ProblemException(
          new Problem.NotFound("there is no such file; the page is older than the server: reload"));
    }
    boolean gzip = request.header("Accept-Encoding").filter(v -> v.contains("gzip")).isPresent();
    return gzip ? asset.gzip() : asset.plain();
  }

  private static byte[] read(String resource) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no " + resource + " beside " + Assets.class.getName());
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
