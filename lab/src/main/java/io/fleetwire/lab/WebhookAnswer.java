package io.fleetwire.lab;

/// What became of the wish to create or change a webhook.
public sealed interface WebhookAnswer {

  record Saved(Webhook webhook) implements WebhookAnswer {}

  /// Another webhook of the organization has exactly this name.
  record NameTaken(String name) implements WebhookAnswer {}

  /// The organization has as many as it may.
  record TooMany(int max) implements WebhookAnswer {}

  record Unknown() implements WebhookAnswer {}
}
