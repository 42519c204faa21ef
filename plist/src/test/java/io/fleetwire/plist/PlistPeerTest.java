package io.fleetwire.plist;

import static io.fleetwire.plist.Samples.good;
import static org.assertj.core.api.Assertions.assertThat;

import com.dd.plist.BinaryPropertyListWriter;
import com.dd.plist.NSObject;
import com.dd.plist.PropertyListParser;
import io.fleetwire.plist.PlistValue.Dictionary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two programs that others wrote read what we write, and write what we read: libimobiledevice's
/// `plistutil`, and the Java library dd-plist.
final class PlistPeerTest {

  @ParameterizedTest
  @ValueSource(strings = {"xml", "bin"})
  void plistutilReadsWhatWeWriteAndWeReadWhatItWrites(String form, @TempDir Path folder) {
    Dictionary everything = Samples.EVERYTHING;
    assertThat(good(plistutil(folder, Plist.xml(everything), form))).isEqualTo(everything);
    assertThat(good(plistutil(folder, Plist.binary(everything), form))).isEqualTo(everything);
  }

  @Test
  void ddPlistReadsWhatWeWriteAndWeReadWhatItWrites() throws Exception {
    for (byte[] ours : new byte[][] {Plist.xml(Samples.EVERYTHING), Plist.binary(everything())}) {
      NSObject theirs = PropertyListParser.parse(ours);
      assertThat(good(theirs.toXMLPropertyList().getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(Samples.EVERYTHING);
      assertThat(good(BinaryPropertyListWriter.writeToArray(theirs))).isEqualTo(everything());
    }
  }

  private static Dictionary everything() {
    return Samples.EVERYTHING;
  }

  private static byte[] plistutil(Path folder, byte[] input, String form) {
    try {
      Path in = Files.write(folder.resolve("in.plist"), input);
      Path out = folder.resolve("out.plist");
      Path said = folder.resolve("said.txt");
      Process process =
          new ProcessBuilder("plistutil", "-i", in.toString(), "-o", out.toString(), "-f", form)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(() -> read(said)).isZero();
      return Files.readAllBytes(out);
    } catch (IOException e) {
      throw new AssertionError("plistutil is needed: install libplist-utils", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
