package io.fleetwire.server;

import java.time.Duration;

/// What a story wants to have said about itself at the end: the job, and how long it took.
record DemoOutcome(String job, Duration took) {}
