// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.evo.shm.error.InvalidRangeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A layout from a file is a stranger's: nothing of it is accepted or shown as it is. */
class HostileLayoutTest {

  private static final String ESCAPE = "\u001b[31m";

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] withUnit(byte... unit) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(utf8("evo-layout 1\taxis\t8\na\tF64\t0\t1\t"));
    bytes.writeBytes(unit);
    bytes.writeBytes(utf8("\trequired\n"));
    return bytes.toByteArray();
  }

  @Test
  void shouldRefuseAUnitThatIsNoUtf8() {
    byte[] hostile = withUnit((byte) 0xFF);
    assertThrows(IllegalArgumentException.class, () -> RecordLayout.fromBytes(hostile));
  }

  @Test
  void shouldAcceptOnlyBytesThatItWouldEncodeItself() {
    long seed = 7;
    Random random = new Random(seed);
    byte[] good = withUnit(utf8("°C"));
    for (int i = 0; i < 10_000; i++) {
      byte[] mutant = good.clone();
      mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      try {
        assertArrayEquals(mutant, RecordLayout.fromBytes(mutant).toBytes(), "seed " + seed);
      } catch (IllegalArgumentException e) {
        assertTrue(e.getMessage().startsWith("no record layout"), e.getMessage());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[31m",
        "\u007f",
        "\u009b31m",
        "\u0085",
        "\u202e",
        "\u200f",
        "\u2028",
        "\u2029",
        "\ue000",
        "\uffff",
        "\udb40\udc41"
      })
  void shouldRefuseUnitsThatATerminalObeysOrCannotShow(String unit) {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    assertThrows(InvalidRangeException.class, () -> fields.f64("a", unit));
    byte[] decoded = withUnit(utf8(unit));
    assertThrows(IllegalArgumentException.class, () -> RecordLayout.fromBytes(decoded));
  }

  @Test
  void shouldRefuseHalfACharacter() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    assertThrows(InvalidRangeException.class, () -> fields.f64("a", "\ud800"));
    byte[] encoded = withUnit((byte) 0xED, (byte) 0xA0, (byte) 0x80);
    assertThrows(IllegalArgumentException.class, () -> RecordLayout.fromBytes(encoded));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "mm", "°C", "µm/s²", "Ω", "rad·s⁻¹", "%", "毫米"})
  void shouldAcceptUnitsAsPeopleWriteThem(String unit) {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64("a", unit);
    RecordLayout layout = fields.build();
    assertEquals(layout, RecordLayout.fromBytes(layout.toBytes()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evo-layout 1\t" + ESCAPE + "\t8\na\tF64\t0\t1\t\trequired\n",
        "evo-layout 1\taxis\t8\n" + ESCAPE + "\tF64\t0\t1\t\trequired\n",
        "evo-layout 1\taxis\t8\na\t" + ESCAPE + "\t0\t1\t\trequired\n",
        "evo-layout 1\taxis\t8\na\tF64\t0\t" + ESCAPE + "\t\trequired\n",
        "evo-layout 1\taxis\t8\na\tF64\t0\t0\t" + ESCAPE + "\trequired\n",
        "evo-layout 1\taxis\t8\na\tF64\t0\t1\t\t" + ESCAPE + "\n",
        "evo-layout 1\t\u202e\t8\na\tF64\t0\t1\t\trequired\n",
      })
  void shouldNotRepeatControlCharactersInItsRefusal(String text) {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RecordLayout.fromBytes(utf8(text)));
    for (Throwable t = refused; t != null; t = t.getCause()) {
      assertTrue(t.getMessage().chars().allMatch(c -> c >= ' ' && c <= '~'), t.getMessage());
    }
  }

  @Test
  void shouldNotRepeatAMegabyteInItsRefusal() {
    byte[] long1 = utf8("evo-layout 1\t" + "a".repeat(1 << 20) + "\t8\na\tF64\t0\t1\t\trequired\n");
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> RecordLayout.fromBytes(long1));
    assertTrue(refused.getMessage().length() < 1000, refused.getMessage().length() + " characters");
  }

  @Test
  void shouldNotSpoilTheBuilderWhenAFieldIsRefused() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    assertThrows(InvalidRangeException.class, () -> fields.f64s("a", Integer.MAX_VALUE, ""));
    fields.f64("a", "");
    assertEquals(8, fields.build().sizeBytes());
  }
}
