package io.fleetwire.server;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.ClassTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/// Trials of the portal in a real Chromium, which is the machine's own. Where there is none they
/// are not there at all, and one line says so: this is the only exception from the rule that a test
/// may not be skipped, and continuous integration installs Chromium.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ClassTemplate
@ExtendWith(Browsing.class)
@interface InBrowser {}
