package io.fleetwire.access;

import java.time.Duration;

/// Too many failed attempts to authenticate: try again after `retryAfter`.
public record TooMany(Duration retryAfter)
    implements TokenAnswer,
        RevokeAnswer,
        SignInAnswer,
        LegacyAnswer,
        SessionAnswer,
        PasswordAnswer {}
