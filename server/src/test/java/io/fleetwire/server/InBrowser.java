package io.fleetwire.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// Trials of the portal in a real Chromium, which is the machine's own. Where there is none they
/// are not there at all, and one line says so: this is the only exception from the rule that a test
/// may not be skipped, and continuous integration installs Chromium. A walk looks at each page
/// twice with all rules of accessibility, which takes a while where many work at once.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@ExtendWith(Browsing.class)
@interface InBrowser {}
