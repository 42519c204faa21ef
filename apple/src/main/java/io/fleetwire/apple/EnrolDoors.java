package io.fleetwire.apple;

import io.fleetwire.pki.Authority;
import io.fleetwire.store.Database;

/// How a device gets here: by a profile, and by one of two ways to the certificate that it asks
/// for, which share the authority and the one-time passwords.
record EnrolDoors(ProfileDesk profiles, ScepDesk scep, AcmeDesk acme) {

  static EnrolDoors open(
      Database database, AppleSettings settings, Authority authority, AppleWorld world) {
    Challenges challenges = new Challenges(database, settings, world);
    Issuer issuer = new Issuer(authority, world);
    return new EnrolDoors(
        new ProfileDesk(
            authority,
            challenges,
            new EnrolCodes(database, settings.profile().challenge(), world),
            settings,
            world),
        new ScepDesk(issuer, challenges),
        new AcmeDesk(
            new AcmeNonces(authority, world),
            new AcmeOrders(database, challenges, issuer, settings.acme()),
            new AcmeAddresses(new PublicUrl(settings.publicUrl())),
            issuer));
  }
}
