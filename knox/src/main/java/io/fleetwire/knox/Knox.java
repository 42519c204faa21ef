package io.fleetwire.knox;

import io.fleetwire.engine.CallbackFormat;
import io.fleetwire.store.Database;
import io.fleetwire.store.Schema;

/// The way into this room. It is entered in two steps, because the engine needs the callback format
/// before there is an intake: {@link #open}, then {@link #serve}.
public final class Knox {
  /// The room's tables. They name no table of another room.
  public static final Schema SCHEMA =
      Schema.of(
          "knox",
          Knox.class,
          "001-certificate.sql",
          "002-subscription.sql",
          "003-device.sql",
          "004-people.sql");

  private final Database database;
  private final KnoxSettings settings;
  private final KnoxWorld world;
  private final CertificateRotation certificates;

  private Knox(
      Database database, KnoxSettings settings, KnoxWorld world, CertificateRotation certificates) {
    this.database = database;
    this.settings = settings;
    this.world = world;
    this.certificates = certificates;
  }

  /// Opens the slice on a database that was opened with {@link #SCHEMA}, and makes the signing key
  /// where there is none.
  public static Knox open(Database database, KnoxSettings settings, KnoxWorld world) {
    CertificateRotation certificates =
        CertificateRotation.open(database, settings.certificates(), world);
    return new Knox(database, settings, world, certificates);
  }

  /// How endpoints of this slice are spoken to.
  public CallbackFormat format() {
    return new KnoxCallbackFormat(certificates::current, settings.signature());
  }

  /// The keys and certificates, for an operator's commands.
  public CertificateRotation certificates() {
    return certificates;
  }

  /// The routes and pumps.
  public KnoxService serve(KnoxPorts ports) {
    return new KnoxService(database, settings, world, certificates, ports);
  }
}
