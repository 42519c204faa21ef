package io.fleetwire.portal;

import io.fleetwire.access.Permission;
import io.fleetwire.web.Authorization;
import io.fleetwire.web.BodyRule;
import io.fleetwire.web.Handler;
import io.fleetwire.web.HttpMethod;
import io.fleetwire.web.Route;
import java.util.Set;

/// Lines of the route table for pages: somebody must be signed in, and have one of the permissions
/// if any are named. Paths begin with {@link #ROOT}.
final class Paths {
  static final String ROOT = "/portal";
  static final String SIGN_IN = ROOT + "/sign-in";
  static final String SIGN_OUT = ROOT + "/sign-out";
  static final String THEME = ROOT + "/theme";

  /// The largest form has a description, custom headers and a few hundred choices.
  private static final int FORM_BYTES_MAX = 64 * 1024;

  private Paths() {}

  /// Shows a page.
  static Route get(String path, Set<Permission> anyOf, Handler handler) {
    return new Route(
        HttpMethod.GET, path, new Authorization.Page(anyOf), new BodyRule.None(), handler);
  }

  /// Takes a form, which carries the CSRF token.
  static Route post(String path, Set<Permission> anyOf, Handler handler) {
    return new Route(
        HttpMethod.POST,
        path,
        new Authorization.Page(anyOf),
        new BodyRule.Form(FORM_BYTES_MAX),
        handler);
  }

  /// Shows a page to anybody: only for what comes before somebody is signed in.
  static Route openGet(String path, Handler handler) {
    return new Route(HttpMethod.GET, path, new Authorization.Open(), new BodyRule.None(), handler);
  }

  static Route openPost(String path, Handler handler) {
    return new Route(
        HttpMethod.POST,
        path,
        new Authorization.Open(),
        new BodyRule.Form(FORM_BYTES_MAX),
        handler);
  }
}
