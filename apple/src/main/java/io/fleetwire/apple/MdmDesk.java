package io.fleetwire.apple;

import io.fleetwire.pki.KnownCertificate;
import io.fleetwire.web.Reply;
import io.fleetwire.web.Request;

/// The one address of the protocol: who speaks, is it he, and what does he want. Thread-safe;
/// blocks.
///
/// Whoever cannot be believed gets 400 and never 401: to a device that would mean that it is no
/// longer managed.
final class MdmDesk {
  private static final System.Logger LOG = System.getLogger("io.fleetwire.apple");

  private final DeviceIdentity identity;
  private final Pins pins;
  private final CheckIns checkIns;
  private final Connects connects;
  private final PublicUrl publicUrl;
  private final Journal journal;

  MdmDesk(
      DeviceIdentity identity,
      Pins pins,
      CheckIns checkIns,
      Connects connects,
      PublicUrl publicUrl,
      Journal journal) {
    this.journal = journal;
    this.identity = identity;
    this.pins = pins;
    this.checkIns = checkIns;
    this.connects = connects;
    this.publicUrl = publicUrl;
  }

  Reply answer(Request request) {
    DeviceIdentity.Proof proof = identity.of(request);
    MdmMessage message = MdmMessage.read(request.header("Content-Type").orElse(""), request.body());
    return switch (message) {
      case MdmMessage.Unreadable(String reason) -> refuse(request, reason);
      case MdmMessage.OfCheckIn ofCheckIn ->
          switch (proof) {
            case DeviceIdentity.Proof.Lacking(String reason) -> refuse(request, reason);
            case DeviceIdentity.Proof.Shown(var shown) -> checkIn(request, ofCheckIn, shown);
          };
      case MdmMessage.OfConnect(Enrollment from, Connect connect) ->
          switch (proof) {
            case DeviceIdentity.Proof.Lacking(String reason) -> refuse(request, reason);
            case DeviceIdentity.Proof.Shown(var shown) ->
                switch (pins.check(from, shown)) {
                  case Pins.Answer.Mismatch(String reason) -> refuse(request, reason);
                  case Pins.Answer.Match(var device) ->
                      connects.answer(
                          seen(new Caller(from, shown, device, origin(request))), connect);
                };
          };
    };
  }

  private Reply checkIn(
      Request request, MdmMessage.OfCheckIn message, KnownCertificate certificate) {
    Enrollment from = message.from();
    Pins.Answer pinned;
    if (message.checkIn() instanceof CheckIn.Authenticate authenticate) {
      if (from.isUser()) {
        return refuse(request, "a user cannot enrol a device");
      }
      pinned = pins.enrol(from, certificate, authenticate);
    } else {
      pinned = pins.check(from, certificate);
    }
    return switch (pinned) {
      case Pins.Answer.Mismatch(String reason) -> refuse(request, reason);
      case Pins.Answer.Match(var device) ->
          checkIns.answer(
              seen(new Caller(from, certificate, device, origin(request))), message.checkIn());
    };
  }

  private Caller seen(Caller caller) {
    journal.seen(caller);
    return caller;
  }

  private Caller.Origin origin(Request request) {
    return new Caller.Origin(publicUrl.of(request), request.requestId());
  }

  private static Reply refuse(Request request, String reason) {
    LOG.log(
        System.Logger.Level.WARNING,
        "a device was refused: {0}; trace {1}",
        reason,
        request.requestId());
    return Reply.text(400, reason + "\n");
  }
}
