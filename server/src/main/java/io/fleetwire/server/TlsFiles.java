package io.fleetwire.server;

import io.fleetwire.callback.PemIdentity;
import io.fleetwire.engine.Secret;
import io.fleetwire.engine.TlsIdentity;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A certificate of the operator's and its key, read again when they change. Files that do not fit
/// together, as when one of them was replaced and the other will be in a moment, change nothing.
final class TlsFiles implements TlsSource {
  private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

  /// A chain of four long certificates has about 10 KiB.
  private static final long BYTES_MAX = 64 * 1024;

  private final String setting;
  private final Path certificate;
  private final Path key;
  private final Judge judge;
  private Texts shown = new Texts("", new Secret(""));
  private String complained = "";

  private record Texts(String certificate, Secret key) {}

  /// `setting` is what the settings' names begin with; `judge` knows what else the certificate must
  /// be.
  TlsFiles(String setting, Path certificate, Path key, Judge judge) {
    this.setting = setting;
    this.certificate = certificate;
    this.key = key;
    this.judge = judge;
  }

  /// Says what a certificate lacks whose key is its own; a fault completes a sentence that begins
  /// with the certificate.
  @FunctionalInterface
  interface Judge {
    Judge NONE = (_, _) -> Optional.empty();

    Optional<String> fault(TlsIdentity identity, Instant now);
  }

  @Override
  public TlsIdentity first(Instant now) {
    try {
      Texts texts = read();
      return switch (parse(texts, now)) {
        case PemIdentity.Unfit unfit -> throw new SettingRefusedException(told(unfit));
        case PemIdentity.Fit(TlsIdentity identity) -> {
          shown = texts;
          yield identity;
        }
      };
    } catch (IOException e) {
      throw new SettingRefusedException(setting + ": " + unreadable(e), e);
    }
  }

  @Override
  public Optional<TlsIdentity> next(Instant now) {
    try {
      Texts texts = read();
      if (texts.equals(shown)) {
        return Optional.empty();
      }
      return switch (parse(texts, now)) {
        case PemIdentity.Unfit unfit -> complain(told(unfit));
        case PemIdentity.Fit(TlsIdentity identity) -> {
          shown = texts;
          complained = "";
          yield Optional.of(identity);
        }
      };
    } catch (IOException e) {
      return complain(setting + ": " + unreadable(e));
    }
  }

  private PemIdentity.Parsed parse(Texts texts, Instant now) {
    PemIdentity.Parsed parsed = PemIdentity.parse(texts.certificate(), texts.key());
    Optional<String> fault =
        parsed instanceof PemIdentity.Fit(TlsIdentity identity)
            ? judge.fault(identity, now)
            : Optional.empty();
    return fault
        .<PemIdentity.Parsed>map(reason -> new PemIdentity.Unfit("certificate", reason))
        .orElse(parsed);
  }

  private Optional<TlsIdentity> complain(String fault) {
    if (!fault.equals(complained)) {
      LOG.error("{}; the certificate before goes on to be shown", fault);
      complained = fault;
    }
    return Optional.empty();
  }

  private Texts read() throws IOException {
    return new Texts(text(certificate), new Secret(text(key)));
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > BYTES_MAX) {
      throw new IOException(file + " is larger than 64 KiB");
    }
    return Files.readString(file);
  }

  private static String unreadable(IOException e) {
    String file = e instanceof FileSystemException fault ? fault.getFile() : "a file";
    return file + " cannot be read: " + FileFault.words(e);
  }

  private String told(PemIdentity.Unfit unfit) {
    boolean ofKey = unfit.part().equals("key");
    return setting
        + (ofKey ? ".key-file: " + key : ".certificate-file: " + certificate)
        + ": the "
        + unfit.part()
        + " "
        + unfit.reason();
  }
}
