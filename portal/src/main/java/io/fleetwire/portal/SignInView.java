package io.fleetwire.portal;

/// The form for signing in. `fault` says what went wrong before, or is empty; `before` is what
/// binds the form to this browser.
record SignInView(String login, String next, String fault, String before) {}
