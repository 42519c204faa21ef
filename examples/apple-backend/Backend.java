import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A management backend for Apple devices in one file: `java Backend.java`, nothing but a JDK.
///
/// Fleetwire asks it for every decision, at six addresses below `/webhook/apple/`. This one asks
/// each device once what it is, then declares that it needs a passcode, and prints what it is told.
/// It keeps its notes in memory: a real one has a database, and remembers `Fleetwire-Event-Id`,
/// because an event may be told twice.
///
/// PORT is where it listens (9100). WEBHOOK_SECRET is the `whsec_...` with which Fleetwire signs;
/// without it, signatures are not looked at.
final class Backend {
  private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
  private static final int BODY_BYTES_MAX = 16 * 1024 * 1024;

  /// How far this backend is with a device or user.
  private enum Step {
    ASK,
    DECLARE,
    DONE
  }

  private final Map<String, Step> steps = new ConcurrentHashMap<>();
  private final String secret;

  private Backend(String secret) {
    this.secret = secret;
  }

  public static void main(String[] arguments) throws IOException {
    int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "9100"));
    Backend backend = new Backend(System.getenv().getOrDefault("WEBHOOK_SECRET", ""));
    InetAddress loopback = InetAddress.getLoopbackAddress();
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/webhook/apple/", backend::handle);
    server.start();
    System.out.println("listening on http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX);
      if (!isGenuine(exchange, body)) {
        answer(exchange, 401, "");
        return;
      }
      Object question = Json.parse(new String(body, StandardCharsets.UTF_8));
      String path = exchange.getRequestURI().getPath();
      switch (path.substring(path.lastIndexOf('/') + 1)) {
        case "event" -> {
          hear(question);
          answer(exchange, 204, "");
        }
        case "checkin" -> answer(exchange, 200, decide(channel(question)));
        case "declaration-tokens" ->
            answer(
                exchange,
                200,
                """
                {"activationsToken":"1","configurationsToken":"1","assetsToken":"1",\
                "managementToken":"1"}\
                """);
        case "declaration-items" ->
            answer(
                exchange,
                200,
                """
                {"activations":[{"identifier":"example.activation","serverToken":"1"}],\
                "configurations":[{"identifier":"example.passcode","serverToken":"1"}],\
                "assets":[],"management":[]}\
                """);
        case "declaration" -> answer(exchange, 200, declaration(Json.text(question, "identifier")));
        case "asset" -> answer(exchange, 200, "null");
        default -> answer(exchange, 404, "");
      }
    } catch (RuntimeException e) {
      // An error that says so; a bare status never removes a device either.
      answer(exchange, 500, "{\"_tag\":\"InternalServerError\"}");
    }
  }

  /// Something happened. What changes a decision is noted here.
  private void hear(Object question) {
    String channel = channel(question);
    String tag = Json.text(question, "event", "_tag");
    System.out.println(channel + " " + tag);
    switch (tag) {
      case "Authenticate" -> steps.put(channel, Step.ASK);
      case "CommandResult" -> {
        System.out.println("  " + Json.text(question, "event", "status"));
        // NotNow: it has no time, and must be asked again later.
        if (!Json.text(question, "event", "status").equals("NotNow")) {
          steps.put(channel, Step.DECLARE);
        }
      }
      case "DeclarationStatus" -> steps.put(channel, Step.DONE);
      case "CheckOut" -> steps.remove(channel);
      default -> {}
    }
  }

  /// What the device shall do next. It is asked until the answer is Idle, so a command must not be
  /// given again once its result was told.
  private String decide(String channel) {
    return switch (steps.getOrDefault(channel, Step.ASK)) {
      case ASK ->
          """
          {"_tag":"Command","commandUUID":"ask-1","requestType":"DeviceInformation",\
          "payload":{"Queries":["SerialNumber","OSVersion","DeviceName"]}}\
          """;
      case DECLARE -> "{\"_tag\":\"DdmSync\",\"serverToken\":\"1\"}";
      case DONE -> "{\"_tag\":\"Idle\"}";
    };
  }

  /// `null` removes a declaration from the device: answer it only for what is not in the lists.
  private static String declaration(String identifier) {
    return switch (identifier) {
      case "example.activation" ->
          """
          {"Type":"com.apple.activation.simple","Identifier":"example.activation",\
          "ServerToken":"1","Payload":{"StandardConfigurations":["example.passcode"]}}\
          """;
      case "example.passcode" ->
          """
          {"Type":"com.apple.configuration.passcode.settings","Identifier":"example.passcode",\
          "ServerToken":"1","Payload":{"RequirePasscode":true,"MinimumLength":6}}\
          """;
      default -> "null";
    };
  }

  /// A device, or a user of one. Users of a Shared iPad have no other name than the short one.
  private static String channel(Object question) {
    String device = Json.text(question, "scope", "udid");
    String user = Json.text(question, "scope", "userShortName");
    return user.isEmpty() ? device : device + ":" + user;
  }

  /// Standard Webhooks: HMAC-SHA-256 over "id.timestamp.body", by a key that may be changing, so
  /// that the header may have several.
  private boolean isGenuine(HttpExchange exchange, byte[] body) {
    if (secret.isEmpty()) {
      return true;
    }
    String id = exchange.getRequestHeaders().getFirst("webhook-id");
    String timestamp = exchange.getRequestHeaders().getFirst("webhook-timestamp");
    String signatures = exchange.getRequestHeaders().getFirst("webhook-signature");
    if (id == null || timestamp == null || signatures == null) {
      return false;
    }
    try {
      Instant signedAt = Instant.ofEpochSecond(Long.parseLong(timestamp));
      if (Duration.between(signedAt, Instant.now()).abs().compareTo(CLOCKS_DIFFER) > 0) {
        return false;
      }
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(secret.replaceFirst("^whsec_", ""));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      byte[] expected = mac.doFinal(body);
      for (String signature : signatures.split(" ")) {
        String text = signature.startsWith("v1,") ? signature.substring(3) : "";
        if (MessageDigest.isEqual(expected, Base64.getDecoder().decode(text))) {
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException | RuntimeException e) {
      return false;
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /// Just enough JSON to read a question; a real backend has a library for it.
  private static final class Json {
    private final String text;
    private int at;

    private Json(String text) {
      this.text = text;
    }

    static Object parse(String text) {
      return new Json(text).value();
    }

    /// The text at the end of `path`, or nothing.
    static String text(Object value, String... path) {
      Object place = value;
      for (String name : path) {
        place = place instanceof Map<?, ?> map ? map.get(name) : null;
      }
      return place instanceof String found ? found : "";
    }

    private Object value() {
      char first = next();
      return switch (first) {
        case '{' -> object();
        case '[' -> array();
        case '"' -> string();
        default -> word(first);
      };
    }

    private Map<String, Object> object() {
      Map<String, Object> object = new LinkedHashMap<>();
      for (char c = next(); c != '}'; c = next()) {
        if (c == '"') {
          String name = string();
          next();
          object.put(name, value());
        }
      }
      return object;
    }

    private List<Object> array() {
      List<Object> array = new ArrayList<>();
      for (char c = next(); c != ']'; c = next()) {
        if (c != ',') {
          at--;
          array.add(value());
        }
      }
      return array;
    }

    private String string() {
      StringBuilder string = new StringBuilder();
      for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
        if (c != '\\') {
          string.append(c);
          continue;
        }
        char escaped = text.charAt(at++);
        switch (escaped) {
          case 'b' -> string.append('\b');
          case 'f' -> string.append('\f');
          case 'n' -> string.append('\n');
          case 'r' -> string.append('\r');
          case 't' -> string.append('\t');
          case 'u' -> {
            string.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
            at += 4;
          }
          default -> string.append(escaped);
        }
      }
      return string.toString();
    }

    /// A number, true, false or null: nothing that this backend looks at.
    private Object word(char first) {
      StringBuilder word = new StringBuilder().append(first);
      while (at < text.length() && ",]} \n\r\t".indexOf(text.charAt(at)) < 0) {
        word.append(text.charAt(at++));
      }
      return word;
    }

    private char next() {
      while (Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return text.charAt(at++);
    }
  }
}
