package io.fleetwire.portal;

import io.fleetwire.apple.AppleBook;
import io.fleetwire.knox.InventoryPage;
import io.fleetwire.lab.EffectiveStatus;
import io.fleetwire.lab.HistoryEntry;
import io.fleetwire.lab.Source;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What became of devices in words of people. Pure.
final class StepWords {
  private StepWords() {}

  static Step of(HistoryEntry entry) {
    HistoryEntry.Change change = entry.change();
    return switch (entry.kind()) {
      case CHANGE -> step(entry, title(change), columns(entry), tone(change));
      case RETAINED -> step(entry, "Retained", "by " + change.message(), "busy");
      case RELEASED -> step(entry, "Free again", "retained by " + change.message(), "good");
    };
  }

  private static Step step(HistoryEntry entry, String title, String text, String tone) {
    return new Step(entry.at(), title, text, source(entry), tone, List.of());
  }

  private static String title(HistoryEntry.Change change) {
    String now = DeviceArea.label(change.effective());
    return change.previous() == change.effective() ? "Still " + now.toLowerCase(Locale.ROOT) : now;
  }

  private static String tone(HistoryEntry.Change change) {
    return change.previous() == change.effective() ? "off" : DeviceArea.tone(change.effective());
  }

  private static String columns(HistoryEntry entry) {
    HistoryEntry.Change change = entry.change();
    boolean first = change.previous() == EffectiveStatus.NONE;
    boolean changed = change.previous() != change.effective();
    String before =
        first
            ? "first seen"
            : changed ? "was " + DeviceArea.label(change.previous()).toLowerCase(Locale.ROOT) : "";
    String forced = change.forcedOffline() ? "forced offline" : "";
    String columns = change.status().label() + ", " + change.state().name();
    return String.join(
        " · ",
        Stream.of(before, columns, forced, change.message())
            .filter(text -> !text.isEmpty())
            .toList());
  }

  private static String source(HistoryEntry entry) {
    Source source = entry.source();
    return switch (source.kind()) {
      case AGENT -> "Agent on " + source.who();
      case HOST ->
          entry.change().effective() == EffectiveStatus.OFFLINE
              ? "Host " + source.who() + " fell silent"
              : "Host " + source.who() + " was heard again";
      case PERSON -> entry.kind() == HistoryEntry.Kind.CHANGE ? source.who() : "";
      case TIME -> "Its time was over";
    };
  }

  static Step of(AppleBook.Line line, Instant now) {
    AppleDeviceView.Step step = AppleDeviceView.Step.of(line, now);
    return new Step(
        line.at(),
        step.what() + " " + line.title(),
        line.detail(),
        "Apple device",
        step.tone(),
        List.of());
  }

  static Step of(AppleBook.Call call) {
    return new Step(
        call.at(),
        "Backend: " + call.outcome(),
        call.path(),
        "Asked of the backend",
        call.good() ? "good" : "bad",
        List.of());
  }

  static Step of(InventoryPage.Entry entry) {
    String what = entry.kind() + " " + entry.identifier();
    return new Step(
        entry.createdAt(),
        "Uploaded to Knox",
        entry.isInKai() ? what + " · handed on to Asset Intelligence" : what,
        "Knox",
        "info",
        List.of());
  }

  /// `device.status.offline` is `Offline`; what has no such form is shown as it is.
  static String title(String type) {
    String last = last(type);
    return last.isEmpty() ? type : Texts.sentence(last);
  }

  static String tone(String type) {
    return switch (last(type)) {
      case "online", "available", "released", "added" -> "good";
      case "utilizing", "retained" -> "busy";
      case "offline", "error", "removed" -> "bad";
      default -> "off";
    };
  }

  private static String last(String type) {
    return type.substring(type.lastIndexOf('.') + 1);
  }
}
