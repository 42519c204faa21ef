package io.fleetwire.lab;

import java.time.Instant;

/// How a device is: the vendor's two columns, what else bears on it, and what followed and was
/// told. Immutable.
public record Standing(
    VendorStatus status,
    VendorState state,
    String message,
    boolean forcedOffline,
    EffectiveStatus effective,
    Instant changedAt) {

  /// Of a device that nobody has reported yet.
  static Standing unknown(Instant now) {
    return new Standing(
        VendorStatus.OFFLINE, VendorState.ACTIVATED, "", false, EffectiveStatus.NONE, now);
  }

  /// What follows from the columns now (contract 6.2): unplugged before offline before utilizing.
  EffectiveStatus follows(boolean hostIsDown) {
    if (state == VendorState.UNPLUGGED) {
      return EffectiveStatus.UNPLUGGED;
    }
    if (isOffline() || hostIsDown) {
      return EffectiveStatus.OFFLINE;
    }
    return state == VendorState.UTILIZING ? EffectiveStatus.UTILIZING : EffectiveStatus.ONLINE;
  }

  /// Whether it is offline by itself, whatever its host is.
  private boolean isOffline() {
    return status == VendorStatus.OFFLINE || state == VendorState.ERROR || forcedOffline;
  }

  /// The same with other columns; what follows is for the caller to draw.
  Standing with(VendorStatus newStatus, VendorState newState, String newMessage) {
    return new Standing(newStatus, newState, newMessage, forcedOffline, effective, changedAt);
  }

  Standing withForcedOffline(boolean forced) {
    return new Standing(status, state, message, forced, effective, changedAt);
  }

  /// The same, having become `next` at `at`.
  Standing become(EffectiveStatus next, Instant at) {
    return new Standing(
        status, state, message, forcedOffline, next, next == effective ? changedAt : at);
  }
}
