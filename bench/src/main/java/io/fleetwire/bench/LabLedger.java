package io.fleetwire.bench;

import io.fleetwire.testkit.ReceivedCallback;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// What a webhook was told of each device of a lab. Devices here come and go by turns, so the next
/// callback about one is known; its place in the webhook's sequence tells what came twice.
/// Thread-safe.
final class LabLedger {
  private static final String ONLINE = "device.status.online";
  private static final String OFFLINE = "device.status.offline";

  private final Map<String, Told> devices = new HashMap<>();
  private long told;
  private long twice;
  private long wrong;

  private record Told(long sequence, int times) {}

  synchronized void note(ReceivedCallback callback) {
    String body = new String(callback.body().bytes(), StandardCharsets.UTF_8);
    note(
        member(body, "deviceUdid"),
        member(body, "eventActivity"),
        Long.parseLong(callback.header("Fleetwire-Sequence").orElse("0")));
  }

  synchronized void note(String device, String activity, long sequence) {
    Told before = devices.getOrDefault(device, new Told(0, 0));
    if (sequence == before.sequence()) {
      twice++;
      return;
    }
    boolean next = activity.equals(before.times() % 2 == 0 ? ONLINE : OFFLINE);
    if (!next || sequence < before.sequence()) {
      wrong++;
    }
    told++;
    devices.put(device, new Told(sequence, before.times() + 1));
    notifyAll();
  }

  /// Waits until so many callbacks came in all, without those that came twice; false when they did
  /// not within `millis`.
  synchronized boolean await(long callbacks, long millis) throws InterruptedException {
    long until = System.nanoTime() + millis * 1_000_000;
    while (told < callbacks) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  synchronized long told() {
    return told;
  }

  synchronized long twice() {
    return twice;
  }

  /// Callbacks that came out of their device's order, or that nobody expected.
  synchronized long wrong() {
    return wrong;
  }

  synchronized int devices() {
    return devices.size();
  }

  private static String member(String body, String name) {
    int from = body.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return body.substring(from, body.indexOf('"', from));
  }
}
