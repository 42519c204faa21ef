package io.fleetwire.server;

import io.fleetwire.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;

/// Makes a page for people of the API's description: one file, no scripts, nothing from elsewhere.
/// It reads without a mouse, in light and dark, and on a phone. Confined to one writing.
final class DocsPage {
  private static final List<String> METHODS =
      List.of("get", "post", "put", "patch", "delete", "options");

  private final JsonNode api;
  private final Html page = new Html();
  private final DocsMembers members;

  private DocsPage(JsonNode api) {
    this.api = api;
    this.members = new DocsMembers(api, page);
  }

  static String of(byte[] description) {
    DocsPage page = new DocsPage(read(description));
    page.write();
    return page.page.toString();
  }

  /// The description as a tree; aliases stand for what they name.
  static JsonNode read(byte[] description) {
    Object value =
        new Load(LoadSettings.builder().build())
            .loadFromString(new String(description, StandardCharsets.UTF_8));
    return Json.mapper().valueToTree(value);
  }

  private record Operation(String method, String path, JsonNode facts) {
    String anchor() {
      return facts.path("operationId").asString();
    }
  }

  private void write() {
    JsonNode info = api.path("info");
    page.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .element("title", info.path("title").asString() + " API")
        .raw("<link rel=\"stylesheet\" href=\"/docs/style.css\">\n</head>\n<body>\n<header>\n")
        .element("h1", info.path("title").asString())
        .element("p", info.path("summary").asString())
        .raw("</header>\n<main>\n");
    page.prose(info.path("description").asString());
    page.raw("<p><a href=\"/openapi.yaml\">The same for machines: openapi.yaml</a></p>\n");
    contents();
    api.path("tags").values().forEach(this::tag);
    problems();
    page.raw("</main>\n</body>\n</html>\n");
  }

  private void contents() {
    page.raw("<nav aria-label=\"Operations\">\n");
    for (JsonNode tag : api.path("tags").values()) {
      page.element("p", tag.path("name").asString()).raw("<ul>\n");
      for (Operation operation : operations(tag.path("name").asString())) {
        page.raw("<li><a href=\"#").text(operation.anchor()).raw("\">");
        page.text(operation.facts().path("summary").asString()).raw("</a></li>\n");
      }
      page.raw("</ul>\n");
    }
    page.raw("</nav>\n");
  }

  private void tag(JsonNode tag) {
    page.element("h2", tag.path("name").asString());
    page.prose(tag.path("description").asString());
    operations(tag.path("name").asString()).forEach(this::operation);
  }

  private List<Operation> operations(String tag) {
    List<Operation> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : api.path("paths").properties()) {
      for (String method : METHODS) {
        JsonNode facts = path.getValue().path(method);
        if (facts.path("tags").path(0).asString("").equals(tag)) {
          found.add(new Operation(method, path.getKey(), facts));
        }
      }
    }
    return found;
  }

  private void operation(Operation operation) {
    JsonNode facts = operation.facts();
    String method = operation.method();
    page.raw("<details id=\"").text(operation.anchor()).raw("\">\n<summary>");
    page.raw("<span class=\"method " + method + "\">")
        .text(method.toUpperCase(Locale.ROOT))
        .raw("</span> <code>")
        .text(operation.path())
        .raw("</code> <span class=\"soft\">")
        .text(facts.path("summary").asString())
        .raw("</span></summary>\n<div>\n");
    page.prose(facts.path("description").asString(""));
    security(facts.path("security"));
    parameters(facts.path("parameters"));
    bodies("Send", facts.path("requestBody"));
    for (Map.Entry<String, JsonNode> response : facts.path("responses").properties()) {
      response(response.getKey(), members.resolved(response.getValue()));
    }
    page.raw("</div>\n</details>\n");
  }

  private void security(JsonNode security) {
    page.element("h3", "Who may");
    if (security.isEmpty()) {
      page.element("p", "Anybody.");
      return;
    }
    page.raw("<ul>\n");
    for (JsonNode way : security.values()) {
      for (Map.Entry<String, JsonNode> scheme : way.properties()) {
        page.raw("<li>");
        page.prose(way(scheme.getKey(), scheme.getValue()));
        page.raw("</li>\n");
      }
    }
    page.raw("</ul>\n");
  }

  private static String way(String scheme, JsonNode names) {
    return switch (scheme) {
      case "oauth" -> "`Authorization: Bearer` with " + scopes(names);
      case "person" ->
          "`Authorization: Basic` of a person with the permission `"
              + names.path(0).asString()
              + "`";
      default -> "`x-knox-apitoken`";
    };
  }

  private static String scopes(JsonNode scopes) {
    return scopes.isEmpty()
        ? "any access token"
        : "the scope `" + scopes.path(0).asString() + "`, or one above it";
  }

  private void parameters(JsonNode parameters) {
    if (parameters.isEmpty()) {
      return;
    }
    page.element("h3", "Parameters").raw("<table>\n");
    for (JsonNode reference : parameters.values()) {
      JsonNode parameter = members.resolved(reference);
      page.raw("<tr><td><code>")
          .text(parameter.path("name").asString())
          .raw("</code></td><td class=\"soft\">")
          .text(parameter.path("in").asString() + ": " + members.kind(parameter.path("schema")))
          .text(parameter.path("required").asBoolean(false) ? ", required" : "")
          .raw("</td><td>");
      page.prose(parameter.path("description").asString("")).raw("</td></tr>\n");
    }
    page.raw("</table>\n");
  }

  private void response(String status, JsonNode response) {
    boolean other = status.equals("default");
    page.element("h3", other ? "Else" : status);
    page.prose(response.path("description").asString());
    if (!other) {
      bodies("", response);
    }
  }

  private void bodies(String title, JsonNode holder) {
    for (Map.Entry<String, JsonNode> body : holder.path("content").properties()) {
      JsonNode schema = body.getValue().path("schema");
      JsonNode example = members.resolved(schema).path("example");
      if (!title.isEmpty()) {
        page.element("h3", title);
      }
      page.raw("<p class=\"soft\"><code>").text(body.getKey()).raw("</code></p>\n");
      if (!example.isMissingNode()) {
        page.raw("<pre tabindex=\"0\">").text(printed(example)).raw("</pre>\n");
      }
      members.write(schema);
    }
  }

  private static String printed(JsonNode example) {
    return example.isString() ? example.stringValue() : example.toPrettyString();
  }

  private void problems() {
    page.raw("<h2 id=\"problems\">Problems</h2>\n");
    page.prose(
        "Outside of the Knox paths, problems are `application/problem+json`; their `type` leads"
            + " here.");
    for (ProblemHelp help : ProblemHelp.ALL) {
      page.raw("<h3 id=\"problem-").text(help.name()).raw("\">").text(help.title()).raw("</h3>\n");
      page.prose(help.help());
    }
  }
}
