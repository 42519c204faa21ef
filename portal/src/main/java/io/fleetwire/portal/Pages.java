package io.fleetwire.portal;

import gg.jte.html.HtmlTemplateOutput;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.Utf8ByteOutput;
import io.fleetwire.access.Organizations;
import io.fleetwire.access.Session;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// Makes answers of templates, in the frame that every page has. Thread-safe.
final class Pages {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
          + " connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  private final Assets assets;
  private final Organizations organizations;
  private final Cookies cookies;

  Pages(Assets assets, Organizations organizations, boolean byHttps) {
    this.assets = assets;
    this.organizations = organizations;
    this.cookies = new Cookies(byHttps);
  }

  /// Writes one page: what a lambda around a generated template does.
  @FunctionalInterface
  interface Writer {
    void write(HtmlTemplateOutput out, Frame frame);
  }

  /// Writes a page for nobody in particular.
  @FunctionalInterface
  interface OpenWriter {
    void write(HtmlTemplateOutput out, Look look);
  }

  /// A page for who is signed in.
  Reply show(Request request, Heading heading, Writer writer) {
    return show(200, request, heading, writer);
  }

  /// The same, with another status: 422 is a form that was refused.
  Reply show(int status, Request request, Heading heading, Writer writer) {
    Frame frame = new Frame(heading, viewer(request), look(request));
    return page(request, status, written(out -> writer.write(out, frame)));
  }

  /// A page that knows no session.
  Reply showAnybody(int status, Request request, OpenWriter writer) {
    Look look = look(request);
    return page(request, status, written(out -> writer.write(out, look)));
  }

  /// Asks before something grave is done.
  Reply ask(Request request, Place place, Question question) {
    return show(
        request,
        Heading.below(place, question.title(), place.crumb()),
        (out, frame) ->
            JteQuestionPageGenerated.render(out, NoInterceptor.INSTANCE, frame, question));
  }

  /// What is never shown again.
  Reply showOnce(Request request, Heading heading, ShownView view) {
    return show(
        request,
        heading,
        (out, frame) -> JteShownGenerated.render(out, NoInterceptor.INSTANCE, frame, view));
  }

  /// Sends the browser to a page, after something was done there or elsewhere.
  Reply goTo(String path) {
    return secured(Reply.empty(303)).with("Location", path);
  }

  /// The same, and the next page says in one sentence what was done.
  Reply goTo(String path, String told) {
    return goTo(path).with("Set-Cookie", cookies.tell(told));
  }

  /// A file to be saved, with what every answer of the portal says to browsers.
  Reply save(String fileName, String contentType, byte[] bytes) {
    return secured(Reply.attachment(fileName, contentType, bytes));
  }

  Cookies cookies() {
    return cookies;
  }

  private Reply page(Request request, int status, byte[] html) {
    Reply reply = secured(Reply.of(status, "text/html; charset=utf-8", html));
    return cookies.told(request).isPresent()
        ? reply.with("Set-Cookie", cookies.forgetTold())
        : reply;
  }

  private static Reply secured(Reply reply) {
    return reply
        .with("Content-Security-Policy", POLICY)
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "same-origin")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Embedder-Policy", "require-corp")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
  }

  private Viewer viewer(Request request) {
    Session session = request.session();
    String organization =
        organizations
            .find(session.user().organization())
            .map(found -> found.name())
            .orElse("Organization " + session.user().organization());
    return new Viewer(session.user(), organization, session.csrf(), cookies.isGuided(request));
  }

  private Look look(Request request) {
    return new Look(assets, cookies.theme(request), cookies.told(request), Here.of(request));
  }

  @FunctionalInterface
  private interface Body {
    void write(HtmlTemplateOutput out);
  }

  private static byte[] written(Body body) {
    Utf8ByteOutput bytes = new Utf8ByteOutput();
    body.write(new OwaspHtmlTemplateOutput(bytes));
    ByteArrayOutputStream html = new ByteArrayOutputStream(bytes.getContentLength());
    try {
      bytes.writeTo(html);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return html.toByteArray();
  }
}
