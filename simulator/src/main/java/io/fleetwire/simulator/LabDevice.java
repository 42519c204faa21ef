package io.fleetwire.simulator;

import java.util.Optional;
import java.util.random.RandomGenerator;

/// One phone of a lab: its cable, whether its host reaches it, and who uses it. Confined to one
/// thread at a time.
final class LabDevice {
  private static final int PERCENT = 100;

  private final String udid;
  private final boolean isAndroid;
  private boolean attached;
  private boolean reached;
  private boolean used;

  /// What people see of it, and the activity that it is to become so.
  enum Status {
    ONLINE("online", "device.status.online"),
    OFFLINE("offline", "device.status.offline"),
    UTILIZING("utilizing", "device.state.utilizing"),
    UNPLUGGED("unplugged", "device.state.unplugged");

    private final String word;
    private final String activity;

    Status(String word, String activity) {
      this.word = word;
      this.activity = activity;
    }

    String word() {
      return word;
    }
  }

  /// Who says something of a device: whoever watches cables, or whoever runs sessions. Neither says
  /// what it does not see: those texts are empty.
  record Said(boolean ofCables, String status, String state) {
    private static final Said UNPLUGGED = new Said(true, "Offline", "UNPLUGGED");
    private static final Said BEGUN = new Said(false, "", "UTILIZING");
    private static final Said ENDED = new Said(false, "", "ACTIVATED");

    private static Said cable(boolean reached) {
      return new Said(true, reached ? "Online" : "Offline", "");
    }
  }

  LabDevice(String udid, boolean isAndroid) {
    this.udid = udid;
    this.isAndroid = isAndroid;
  }

  String udid() {
    return udid;
  }

  String platform() {
    return isAndroid ? "Android" : "iOS";
  }

  Status status() {
    if (!attached) {
      return Status.UNPLUGGED;
    }
    if (!reached) {
      return Status.OFFLINE;
    }
    return used ? Status.UTILIZING : Status.ONLINE;
  }

  /// The vendor's rule of what is told: every change, but for a phone that becomes free.
  static Optional<String> told(Status before, Status now) {
    boolean freed = before == Status.UTILIZING && now == Status.ONLINE;
    return before == now || freed ? Optional.empty() : Optional.of(now.activity);
  }

  Said plug() {
    attached = true;
    return reach(true);
  }

  Said reach(boolean found) {
    reached = found;
    return Said.cable(found);
  }

  private Said unplug() {
    attached = false;
    used = false;
    return Said.UNPLUGGED;
  }

  Said use(boolean begins) {
    used = begins;
    return begins ? Said.BEGUN : Said.ENDED;
  }

  /// How it is, as whoever watches cables would say at any time.
  Said seen() {
    return attached ? Said.cable(reached) : Said.UNPLUGGED;
  }

  /// What happens to it next.
  Said live(RandomGenerator dice) {
    int die = dice.nextInt(PERCENT);
    return switch (status()) {
      case UNPLUGGED -> plug();
      case OFFLINE -> die < 80 ? reach(true) : unplug();
      case UTILIZING -> die < 70 ? use(false) : die < 85 ? reach(false) : unplug();
      case ONLINE -> die < 60 ? use(true) : die < 80 ? reach(false) : unplug();
    };
  }
}
