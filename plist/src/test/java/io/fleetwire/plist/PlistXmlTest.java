package io.fleetwire.plist;

import static io.fleetwire.plist.Samples.good;
import static io.fleetwire.plist.Samples.refused;
import static io.fleetwire.plist.Samples.utf8;
import static io.fleetwire.plist.Samples.xml;
import static org.assertj.core.api.Assertions.assertThat;

import io.fleetwire.plist.PlistValue.Data;
import io.fleetwire.plist.PlistValue.Dictionary;
import io.fleetwire.plist.PlistValue.Flag;
import io.fleetwire.plist.PlistValue.Real;
import io.fleetwire.plist.PlistValue.Text;
import io.fleetwire.plist.PlistValue.Whole;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PlistXmlTest {

  @Test
  void whatIsWrittenIsRead() {
    assertThat(good(Plist.xml(Samples.EVERYTHING))).isEqualTo(Samples.EVERYTHING);
    assertThat(good(Plist.xml(Samples.UNSIGNED))).isEqualTo(Samples.UNSIGNED);
  }

  @Test
  void anAppleHeadIsAccepted() {
    String head =
        """
        \ufeff<?xml version="1.0" encoding="UTF-8"?>
        <!-- made by hand -->
        <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"
          "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
        <plist version="1.0"><dict>
          <key>Status</key><!-- why not --><string>Idle</string>
        </dict></plist>
        """;
    assertThat(good(utf8(head))).isEqualTo(Dictionary.EMPTY.with("Status", "Idle"));
    assertThat(good(utf8("<plist><true/></plist>"))).isEqualTo(new Flag(true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<string>a &amp; b &#65;&#x42; &lt;</string>      | a & b AB <",
        "<string><![CDATA[<b>&amp;]]></string>            | <b>&amp;",
        "<string>a<!-- not this -->b</string>             | ab",
      })
  void textIsDecoded(String element, String text) {
    assertThat(good(xml(element))).isEqualTo(new Text(text));
  }

  @Test
  void lineEndsBecomeLineFeeds() {
    assertThat(good(xml("<string>a\r\nb\rc&#13;</string>"))).isEqualTo(new Text("a\nb\nc\r"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0", "+7, 7", "-9223372036854775808, -9223372036854775808",
    "18446744073709551615, 18446744073709551615", "0xff, 255", "007, 7"
  })
  void integersHave64Bits(String written, BigInteger value) {
    assertThat(good(xml("<integer>" + written + "</integer>"))).isEqualTo(new Whole(value));
  }

  @ParameterizedTest
  @CsvSource({"1.5, 1.5", "-2, -2", "1e3, 1000", ".5, 0.5", "nan, NaN", "-inf, -Infinity"})
  void realsAreDoubles(String written, double value) {
    assertThat(good(xml("<real>" + written + "</real>"))).isEqualTo(new Real(value));
  }

  @Test
  void dataMayBeBroken() {
    assertThat(good(xml("<data>\n\tAQI\n\tD\n</data>"))).isEqualTo(new Data(new byte[] {1, 2, 3}));
    assertThat(good(xml("<data/>"))).isEqualTo(new Data(new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<integer>18446744073709551616</integer>",
        "<integer>-9223372036854775809</integer>",
        "<integer>1.5</integer>",
        "<integer/>",
        "<integer>99999999999999999999999999999</integer>",
        "<real>1,5</real>",
        "<real>0x1p3</real>",
        "<date>2026-02-30T00:00:00Z</date>",
        "<date>2026-01-01T00:00:00+01:00</date>",
        "<date>0000-01-01T00:00:00Z</date>",
        "<data>not base64!</data>",
        "<true>no</true>",
        "<dict><key>a</key></dict>",
        "<dict><string>a</string></dict>",
        "<dict><key>a</key><true/><key>a</key><true/></dict>",
        "<array><key>a</key></array>",
        "<set/>",
        "<string>a</array>",
        "<string>a<b/></string>",
        "<string lang='en'>a</string>",
        "<string>&unknown;</string>",
        "<string>&#0;</string>",
        "<string>&#xD800;</string>",
        "<string>\u0001</string>",
        "<true/><true/>",
        "</true>",
        "text",
        ""
      })
  void otherThingsAreRefused(String content) {
    assertThat(refused(xml(content))).isNotBlank();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "<html/>",
        "<plist/>",
        "<plist version='2.0'><true/></plist>",
        "<plist><true/>",
        "<plist><true/></plist><plist/>",
        "<plist><string>a",
        "<!DOCTYPE html><plist><true/></plist>",
        "<?xml version='1.0' encoding='UTF-16'?><plist><true/></plist>",
        "<?php ?><plist><true/></plist>",
        "<!-- <plist><true/></plist>"
      })
  void otherDocumentsAreRefused(String document) {
    assertThat(refused(utf8(document))).isNotBlank();
  }

  @Test
  void entitiesAreRefused() {
    String laughs =
        """
        <!DOCTYPE plist [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
        <plist><string>&b;</string></plist>
        """;
    assertThat(refused(utf8(laughs))).contains("entities are not accepted");
    String file =
        """
        <!DOCTYPE plist SYSTEM "file:///etc/passwd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>
        <plist><string>&x;</string></plist>
        """;
    assertThat(refused(utf8(file))).contains("entities are not accepted");
  }

  @Test
  void limitsHold() {
    PlistLimits small = new PlistLimits(1_000, 4, 10);
    assertThat(refused(xml("<array>".repeat(5) + "</array>".repeat(5)), small)).contains("deeper");
    assertThat(refused(xml("<array>" + "<true/>".repeat(10) + "</array>"), small))
        .contains("more than 10 values");
    assertThat(refused(new byte[1_001], small)).contains("longer than 1000 bytes");
    assertThat(refused(xml("<array>".repeat(100_000)))).contains("deeper");
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThat(refused(new byte[] {(byte) 0xff, (byte) 0xfe, '<', 0})).contains("UTF-8");
  }

  @Test
  void whatXmlCannotSayIsReplaced() {
    byte[] written = Plist.xml(new Text("a\u0000b\ud800c"));
    assertThat(new String(written, StandardCharsets.UTF_8)).contains("a\ufffdb\ufffdc");
    assertThat(Plist.isWritable("a\u0000")).isFalse();
    assertThat(Plist.isWritable("a\r\n\t\ud83d\ude80")).isTrue();
  }
}
