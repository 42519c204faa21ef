package io.fleetwire.server;

import java.util.List;

/// What the page says about a problem: what it means and what to do. The names are those that
/// {@link io.fleetwire.web.ProblemJson} writes; a test compares them.
record ProblemHelp(String name, String title, String help) {
  static final List<ProblemHelp> ALL =
      List.of(
          new ProblemHelp(
              "not-found",
              "Not found (404)",
              "Nothing is at this path, or nothing that you may know of. Check the path and the"
                  + " id."),
          new ProblemHelp(
              "method-not-allowed",
              "Method not allowed (405)",
              "The path is there for other methods; the header `Allow` lists them."),
          new ProblemHelp(
              "unsupported-media-type",
              "Unsupported media type (415)",
              "Send the body as the detail says, in UTF-8 and not compressed."),
          new ProblemHelp(
              "not-acceptable",
              "Not acceptable (406)",
              "The header `Accept` excludes the only form in which there is an answer."),
          new ProblemHelp(
              "body-too-large",
              "Body too large (413)",
              "The detail says how many bytes this path takes. Split the request."),
          new ProblemHelp(
              "body-too-slow",
              "Body too slow (408)",
              "The body did not arrive in time. Nothing was changed; send it again."),
          new ProblemHelp(
              "malformed-body",
              "Malformed body (400)",
              "The body cannot be read; the detail names line and column where it is JSON."),
          new ProblemHelp(
              "bad-request",
              "Bad request (400, 414, 431, 501 or 505)",
              "The request breaks a rule of HTTP or a limit on its head; the detail says which."),
          new ProblemHelp(
              "unauthenticated",
              "Not authenticated (401)",
              "The token is missing, has expired, was revoked, or is not one of this server's. Get"
                  + " a new one."),
          new ProblemHelp(
              "forbidden",
              "Forbidden (403)",
              "You are known, and may not do this; the detail names the scope that is missing."),
          new ProblemHelp(
              "invalid",
              "Invalid request (400)",
              "`errors` lists everything that is wrong, each with a JSON pointer or the name of a"
                  + " query parameter. Nothing was changed."),
          new ProblemHelp(
              "conflict",
              "Conflict (409)",
              "What is stored contradicts the request. Read it again, then decide."),
          new ProblemHelp(
              "precondition-failed",
              "Precondition failed (412)",
              "What `If-Match` names has changed since you read it. Read it again, then decide."),
          new ProblemHelp(
              "limit-exceeded",
              "Limit exceeded (422)",
              "There are as many as there may be. Delete or change one."),
          new ProblemHelp(
              "too-many-requests",
              "Too many requests (429)",
              "Wait for as many seconds as the header `Retry-After` says."),
          new ProblemHelp(
              "unavailable",
              "Not available now (503)",
              "Nothing was changed. Send the same request again after `Retry-After` seconds."),
          new ProblemHelp(
              "internal",
              "Internal error (500)",
              "A bug of ours. The operator finds its cause in the log by `instance`."));
}
