package io.fleetwire.portal;

import java.util.List;

/// A page of devices: `next` leads to those behind it, or is empty; `profile` is where a device
/// gets its enrolment profile.
record AppleListView(
    String search, boolean isFirst, List<AppleRow> rows, String next, String profile) {}
