package io.fleetwire.lab;

import io.fleetwire.access.AuditLog;
import io.fleetwire.access.Principal;
import io.fleetwire.engine.OrganizationId;
import io.fleetwire.store.CommittedValue;
import io.fleetwire.store.Database;
import io.fleetwire.store.WriteTx;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The words that an organization has on its devices, as a whole: changed everywhere at once, in
/// one transaction. Thread-safe.
///
/// Webhooks that are about a word follow it to its new name. Of one that is removed they say so
/// still, and are about no device by it: without it they would be about all.
public final class Tags {
  /// More words than anybody reads through.
  static final int LISTED_MAX = 1_000;

  /// No word begins with it, and no path has a part of dots alone: those mean other paths.
  private static final String ESCAPE = "~";

  private final Database database;
  private final AuditLog audit;
  private final CommittedValue<WebhookBook> book;
  private final InstantSource clock;

  Tags(LabGround ground, AuditLog audit) {
    this.database = ground.database();
    this.audit = audit;
    this.book = ground.webhooks();
    this.clock = ground.clock();
  }

  /// A word, and how many devices have it.
  public record Tag(String name, int devices) {}

  /// What became of a wish.
  public sealed interface Answer {
    record Done(int devices) implements Answer {}

    record Refused(String message) implements Answer {}

    /// No device has it.
    record Unknown() implements Answer {}
  }

  /// How a word is written as a part of a path: `.` and `..` are words, too.
  public static String inPath(String tag) {
    return tag.equals(".") || tag.equals("..") ? ESCAPE + tag : tag;
  }

  /// The word that a part of a path means.
  public static String ofPath(String part) {
    return part.startsWith(ESCAPE) ? part.substring(ESCAPE.length()) : part;
  }

  /// At most `size` words behind one, in the order of the alphabet; the first ones behind "".
  public List<Tag> list(OrganizationId organization, String after, int size) {
    return database.read(tx -> TagTable.count(tx, organization, after, size));
  }

  /// One of them; empty when no device has it.
  public Optional<Tag> find(OrganizationId organization, String name) {
    int devices = database.read(tx -> TagTable.devices(tx, organization, name));
    return devices == 0 ? Optional.empty() : Optional.of(new Tag(name, devices));
  }

  /// The webhooks that are about a word, the newest first.
  public List<Webhook> webhooksAbout(OrganizationId organization, String tag) {
    return database.read(tx -> about(WebhookTable.list(tx, organization), tag));
  }

  /// From now on a word is another one; devices that have both have one of them then.
  public Answer rename(Principal caller, String from, String to) {
    return DeviceBody.isTag(to)
        ? database.write(tx -> rename(tx, caller, from, to))
        : new Answer.Refused(DeviceBody.TAG_RULE);
  }

  public Answer remove(Principal caller, String tag) {
    return database.write(
        tx -> {
          int devices = TagTable.removeAll(tx, caller.organization(), tag);
          return noted(tx, caller, new AuditLog.Change("tag.delete", "tag " + tag, ""), devices);
        });
  }

  private Answer rename(WriteTx tx, Principal caller, String from, String to) {
    if (from.equals(to)) {
      return new Answer.Refused("it is called so already");
    }
    int devices = TagTable.renameAll(tx, caller.organization(), from, to);
    if (devices > 0) {
      for (Webhook webhook : about(WebhookTable.list(tx, caller.organization()), from)) {
        Webhook changed = webhook.with(webhook.draft().retagged(from, to), clock.instant());
        WebhookTable.replace(tx, changed);
        tx.set(book, tx.get(book).with(changed));
      }
    }
    return noted(tx, caller, new AuditLog.Change("tag.rename", "tag " + from, to), devices);
  }

  private Answer noted(WriteTx tx, Principal caller, AuditLog.Change change, int devices) {
    if (devices == 0) {
      return new Answer.Unknown();
    }
    audit.append(tx, caller, change);
    return new Answer.Done(devices);
  }

  private static List<Webhook> about(List<Webhook> webhooks, String tag) {
    return webhooks.stream().filter(it -> it.options().scope().tags().contains(tag)).toList();
  }
}
