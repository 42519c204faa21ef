package io.fleetwire.simulator;

/// What a device has after it has installed its enrolment profile.
record AppleEnrolment(EnrolmentProfile profile, AppleIdentity identity, Trust trust) {

  AppleEnrolment with(AppleIdentity other) {
    return new AppleEnrolment(profile, other, trust);
  }
}
