package io.fleetwire.knox;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.fleetwire.engine.DeliveryId;
import io.fleetwire.engine.Event;
import io.fleetwire.engine.EventId;
import io.fleetwire.engine.Must;
import java.util.Arrays;

/// Writes the body of a callback: `{"payload":...,"event":...,"subscriptionId":...}`.
///
/// The order is not taste. A receiver that reads this into Java's `HashMap` and writes it again
/// gets `payload` first, and the other two in the order in which they came (contract 1.8).
///
/// An aligned body carries one more member at the end of its payload, a `notificationId`. It is the
/// same in every attempt, because it is made of the ids of the delivery and the event, and it is 24
/// to 26 letters long, as many as make the body's length a multiple of three. Where the payload has
/// a member of that name, or anything that looks like it, the next name is taken.
final class CallbackBody {
  private static final byte[] HEAD = "{\"payload\":".getBytes(US_ASCII);
  private static final int NOTIFICATION_ID_LETTERS_MIN = 24;
  private static final int ALIGNMENT = 3;

  private CallbackBody() {}

  static byte[] plain(Event event, String subscriptionId) {
    byte[] payload = event.payload().bytes();
    return joined(payload, payload.length, tail(event, subscriptionId));
  }

  static byte[] aligned(Event event, String subscriptionId, DeliveryId delivery) {
    byte[] payload = event.payload().bytes();
    String comma = payload.length == "{}".length() ? "" : ",";
    String opening = comma + "\"" + notificationName(payload) + "\":\"";
    String closing = "\"}" + tail(event, subscriptionId);
    int open = payload.length - 1;
    int rest = HEAD.length + open + opening.length() + closing.length();
    int letters = NOTIFICATION_ID_LETTERS_MIN;
    while ((rest + letters) % ALIGNMENT != 0) {
      letters++;
    }
    return joined(payload, open, opening + notificationId(delivery, event.id(), letters) + closing);
  }

  private static String tail(Event event, String subscriptionId) {
    return ",\"event\":\"" + event.type() + "\",\"subscriptionId\":\"" + subscriptionId + "\"}";
  }

  private static byte[] joined(byte[] payload, int length, String tail) {
    Must.hold(
        payload.length >= 2 && payload[0] == '{' && payload[payload.length - 1] == '}',
        "a payload is one JSON object");
    byte[] end = tail.getBytes(US_ASCII);
    byte[] body = Arrays.copyOf(HEAD, HEAD.length + length + end.length);
    System.arraycopy(payload, 0, body, HEAD.length, length);
    System.arraycopy(end, 0, body, HEAD.length + length, end.length);
    return body;
  }

  /// The delivery's id, so that it can be looked up, and as many digits of the event's as fill it.
  private static String notificationId(DeliveryId delivery, EventId event, int letters) {
    String id = delivery + "-";
    String filling = event.toString();
    return id + filling.substring(filling.length() - (letters - id.length()));
  }

  private static String notificationName(byte[] payload) {
    String name = "notificationId";
    for (int next = 2; contains(payload, ("\"" + name + "\"").getBytes(US_ASCII)); next++) {
      name = "notificationId" + next;
    }
    return name;
  }

  /// Looks only at every sixteenth byte or so of a payload that does not have it (Horspool's
  /// search), because this is asked of every megabyte that is sent.
  private static boolean contains(byte[] text, byte[] word) {
    int[] skip = new int[256];
    Arrays.fill(skip, word.length);
    for (int i = 0; i < word.length - 1; i++) {
      skip[word[i] & 0xFF] = word.length - 1 - i;
    }
    int at = 0;
    while (at <= text.length - word.length) {
      if (Arrays.equals(text, at, at + word.length, word, 0, word.length)) {
        return true;
      }
      at += skip[text[at + word.length - 1] & 0xFF];
    }
    return false;
  }
}
