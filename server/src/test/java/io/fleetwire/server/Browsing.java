package io.fleetwire.server;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Runs a class of trials once where there is a Chromium, and never where there is none; hands the
/// one {@link PortalSite} of the whole process to whoever asks for it. A build that shares the
/// classes among processes runs each class by itself, in one session.
final class Browsing implements ClassTemplateInvocationContextProvider, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(Browsing.class);

  @Override
  public boolean supportsClassTemplate(ExtensionContext context) {
    return true;
  }

  @Override
  public Stream<? extends ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(
      ExtensionContext context) {
    if (chromium().isEmpty()) {
      System.err.println(
          "not run, because there is no Chromium: "
              + context.getDisplayName()
              + " (install one, or name it in FLEETWIRE_CHROMIUM)");
      return Stream.empty();
    }
    return Stream.of(
        new ClassTemplateInvocationContext() {
          @Override
          public String getDisplayName(int invocationIndex) {
            return "Chromium";
          }
        });
  }

  @Override
  public boolean mayReturnZeroClassTemplateInvocationContexts(ExtensionContext context) {
    return true;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType().equals(PortalSite.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
        .computeIfAbsent(
            PortalSite.class, _ -> PortalSite.open(chromium().orElseThrow()), PortalSite.class);
  }

  private static Optional<Path> chromium() {
    String named = System.getenv().getOrDefault("FLEETWIRE_CHROMIUM", "");
    return Stream.of(
            named,
            // the same without what belongs to windows: half the work
            "/usr/bin/chromium-headless-shell",
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/snap/bin/chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
        .filter(path -> !path.isEmpty())
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
