package io.fleetwire.knox;

import java.util.Optional;

/// One identifier of an operation and how it fared. `device` is the number of the device that was
/// made, changed or deleted, and 0 where there is none.
record DeviceEntry(String identifier, DeviceResult result, long device) {

  static DeviceEntry pending(String identifier) {
    return new DeviceEntry(identifier, DeviceResult.PENDING, 0);
  }

  static DeviceEntry succeeded(Device device) {
    return new DeviceEntry(device.identifier().text(), DeviceResult.SUCCESS, device.id().value());
  }

  static DeviceEntry failed(String identifier, DeviceResult why) {
    return new DeviceEntry(identifier, why, 0);
  }

  Optional<DeviceId> findDevice() {
    return device > 0 ? Optional.of(new DeviceId(device)) : Optional.empty();
  }
}
