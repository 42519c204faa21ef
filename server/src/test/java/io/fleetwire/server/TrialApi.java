package io.fleetwire.server;

import io.fleetwire.engine.Payload;
import io.fleetwire.testkit.KnoxAnswer;
import io.fleetwire.testkit.KnoxClient;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/// A caller of our own API, and things of its that a trial needs. Thread-safe.
record TrialApi(KnoxClient caller) {
  static final String TYPES = "/api/v1/event-types";
  static final String EVENTS = "/api/v1/events";
  static final String ENDPOINTS = "/api/v1/endpoints";
  static final String DELIVERIES = "/api/v1/deliveries";
  static final String REPLAYS = "/api/v1/replays";

  /// Nobody is there: the port of a service that throws everything away (RFC 863).
  private static final URI NOWHERE = URI.create("http://127.0.0.1:9/a");

  /// The name of a type that is there.
  String eventType() {
    return eventType("trial.thing");
  }

  String eventType(String name) {
    caller.post(TYPES, "{\"name\":\"" + name + "\"}");
    return name;
  }

  /// The id of a new endpoint that gets nothing.
  String endpoint() {
    return id(201, endpoint(NOWHERE, "\"eventTypes\":[\"nothing.at.all\"]"));
  }

  /// Makes an endpoint; `members` are JSON.
  KnoxAnswer endpoint(URI url, String members) {
    return caller.post(ENDPOINTS, "{\"url\":\"" + url + "\"," + members + "}");
  }

  /// The id of a delivery that nobody has taken yet.
  String delivery() {
    String endpoint = id(201, endpoint(NOWHERE, "\"eventTypes\":[\"trial.thing\"]"));
    publish(eventType(), "x", "1");
    JsonNode found = TrialJson.of(200, caller.get(DELIVERIES + "?endpoint=" + endpoint));
    return found.path("data").path(0).path("id").stringValue();
  }

  /// The id of a replay of an endpoint that has nothing.
  String replay() {
    return id(202, caller.post(REPLAYS, "{\"endpoint\":\"" + endpoint() + "\"}"));
  }

  /// Publishes one event, and returns its id.
  String publish(String type, String subject, String data) {
    return id(202, caller.post(EVENTS, event(type, subject, data)));
  }

  /// Publishes one event unless the server cannot take any just now; tells whether it did.
  boolean publishesNow(String type, String subject, String data) {
    KnoxAnswer answer = caller.post(EVENTS, event(type, subject, data));
    boolean isTaken = answer.status() != 503;
    if (isTaken) {
      id(202, answer);
    }
    return isTaken;
  }

  static String event(String type, String subject, String data) {
    return "{\"type\":\"" + type + "\",\"subject\":\"" + subject + "\",\"data\":" + data + "}";
  }

  /// A merge patch.
  KnoxAnswer patch(String path, String json) {
    return caller.send(
        "PATCH", path, new Payload("application/json", json.getBytes(StandardCharsets.UTF_8)));
  }

  /// A `POST` without a body.
  KnoxAnswer act(String path) {
    return caller.send("POST", path, new Payload("", new byte[0]));
  }

  static String id(int status, KnoxAnswer answer) {
    return TrialJson.of(status, answer).path("id").stringValue();
  }
}
