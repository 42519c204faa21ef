package io.fleetwire.portal;

/// The form by which somebody joins, or makes the first account. `token` is that of the link.
record JoinView(String token, String title, String text, Fields fields) {}
