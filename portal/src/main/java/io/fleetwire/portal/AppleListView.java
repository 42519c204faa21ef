package io.fleetwire.portal;

import java.util.List;

/// A page of devices: `next` leads to those behind it, or is empty; `profile` is where a device
/// gets its enrolment profile; `push` holds the push certificate, if there is one.
record AppleListView(
    String search,
    boolean isFirst,
    List<AppleRow> rows,
    String next,
    String profile,
    List<PushView> push) {}
