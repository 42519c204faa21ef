package io.fleetwire.apple;

/// What pages for people show and do.
public record AppleDesks(AppleBook book, PushDesk push) {}
