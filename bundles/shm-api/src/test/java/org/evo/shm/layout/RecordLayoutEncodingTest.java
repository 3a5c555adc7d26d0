// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.layout;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What travels in segments: its text, its fingerprint, and what is refused of it. */
class RecordLayoutEncodingTest {

  private static final String HEAD = "evo-layout 1\taxis\t8\n";

  private static final String GOLDEN_TEXT =
      """
      evo-layout 1\taxis\t72
      position\tF64\t0\t3\tmm\trequired
      status\tU32\t24\t1\t\trequired
      enabled\tBOOL\t28\t2\t\trequired
      name\tTEXT\t30\t16\t\trequired
      temperature\tF32\t48\t1\t°C\toptional
      count\tU64\t56\t1\t\trequired
      step\tI16\t64\t1\t\trequired
      """;

  /** Never to be changed: segments of every version carry fingerprints computed like this. */
  private static final long GOLDEN_FINGERPRINT = 0x5398EEFF2CE0955EL;

  private static RecordLayout golden() {
    RecordLayout.Builder fields = RecordLayout.builder("axis");
    fields.f64s("position", 3, "mm");
    fields.u32("status", "");
    fields.bools("enabled", 2);
    fields.text("name", 16);
    fields.append(FieldType.F32, "temperature", 1, "°C", true);
    fields.u64("count", "");
    fields.append(FieldType.I16, "step", 1, "", false);
    return fields.build();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static IllegalArgumentException refusal(String text) {
    return assertThrows(
        IllegalArgumentException.class, () -> RecordLayout.fromBytes(utf8(text)), text);
  }

  @Test
  void shouldEncodeToTheSameTextForEver() {
    assertEquals(GOLDEN_TEXT, new String(golden().toBytes(), StandardCharsets.UTF_8));
  }

  @Test
  void shouldHaveTheSameFingerprintForEver() {
    assertEquals(GOLDEN_FINGERPRINT, golden().fingerprint());
  }

  @Test
  void shouldTakeTheFingerprintFromTheFirstEightBytesOfTheHash() throws NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(golden().toBytes());
    long expected = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertEquals(expected, golden().fingerprint());
  }

  @Test
  void shouldReadBackWhatItEncoded() {
    RecordLayout decoded = RecordLayout.fromBytes(golden().toBytes());
    assertEquals(golden(), decoded);
    assertEquals(golden().fingerprint(), decoded.fingerprint());
    assertArrayEquals(golden().toBytes(), decoded.toBytes());
    assertTrue(decoded.field("temperature").orElseThrow().optional());
  }

  @Test
  void shouldReadBackTheLargestLayout() {
    RecordLayout.Builder fields = RecordLayout.builder("large");
    for (int i = 0; i < RecordLayout.MAX_FIELDS; i++) {
      fields.append(FieldType.values()[i % 12], "f" + "x".repeat(58) + i, 3, "µm", i % 2 == 0);
    }
    RecordLayout large = fields.build();
    assertEquals(large, RecordLayout.fromBytes(large.toBytes()));
  }

  @Test
  void shouldGiveEveryDifferenceAnotherFingerprint() {
    long fingerprint = golden().fingerprint();
    assertNotEquals(fingerprint, changed("axis\t", "axes\t"));
    assertNotEquals(fingerprint, changed("status", "states"));
    assertNotEquals(fingerprint, changed("U32", "I32"));
    assertNotEquals(fingerprint, changed("°C", "K"));
    assertNotEquals(fingerprint, changed("optional", "required"));
  }

  private static long changed(String from, String to) {
    return RecordLayout.fromBytes(utf8(GOLDEN_TEXT.replace(from, to))).fingerprint();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n",
        "\n\n",
        "evo-layout 1",
        "evo-layout 1\taxis\t8",
        "evo-layout 1\taxis\t8\n",
        "evo-layout 2\taxis\t8\na\tF64\t0\t1\t\trequired\n",
        "evo-layout 1\taxis\t16\na\tF64\t0\t1\t\trequired\n",
        "evo-layout 1\taxis\t08\na\tF64\t0\t1\t\trequired\n",
        "evo-layout 1\taxis\t-8\na\tF64\t0\t1\t\trequired\n",
        "evo-layout 1\t\t8\na\tF64\t0\t1\t\trequired\n",
        "evo-layout 1\ta/b\t8\na\tF64\t0\t1\t\trequired\n",
        "evo-layout 1\taxis\t8\textra\na\tF64\t0\t1\t\trequired\n"
      })
  void shouldRefuseHeadsThatAreNotCanonical(String text) {
    assertTrue(refusal(text).getMessage().startsWith("no record layout: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\tF64\t0\t1\t\trequired",
        "a\tF64\t0\t1\t\trequired\n\n",
        "a\tF64\t0\t1\t\trequired\r\n",
        " a\tF64\t0\t1\t\trequired\n",
        "a\tf64\t0\t1\t\trequired\n",
        "a\tF65\t0\t1\t\trequired\n",
        "a\t\t0\t1\t\trequired\n",
        "a\tF64\t8\t1\t\trequired\n",
        "a\tF64\t1\t1\t\trequired\n",
        "a\tF64\t-8\t1\t\trequired\n",
        "a\tF64\t99999999999\t1\t\trequired\n",
        "a\tF64\t0\t+1\t\trequired\n",
        "a\tF64\t0\t01\t\trequired\n",
        "a\tF64\t0\t0\t\trequired\n",
        "a\tF64\t0\t-1\t\trequired\n",
        "a\tF64\t0\t2\t\trequired\n",
        "a\tF64\t0\t1e3\t\trequired\n",
        "a\tF64\t0\t\t\trequired\n",
        "a\tF64\t0\t1\t\tmaybe\n",
        "a\tF64\t0\t1\t\t\n",
        "a\tF64\t0\t1\t\tOptional\n",
        "a\tF64\t0\t1\trequired\n",
        "a\tF64\t0\t1\t\t\trequired\n",
        "a\tF64\t0\t1\tmm\tmm\trequired\n",
        "a\tF64\t0\t1\t12345678901234567\trequired\n",
        "a\tF64\t0\t1\tm\0m\trequired\n",
        "9\tF64\t0\t1\t\trequired\n",
        "\tF64\t0\t1\t\trequired\n",
        "\u0000\tF64\t0\t1\t\trequired\n",
        "a\tF64\t0\t1\t\trequired\na\tF64\t8\t1\t\trequired\n",
        "a\tU8\t0\t1\t\trequired\na\tU8\t1\t1\t\trequired\n",
        "b\tU8\t1\t1\t\trequired\na\tU8\t0\t1\t\trequired\n",
        "a\tU8\t0\t1\t\trequired\n\nb\tU8\t1\t1\t\trequired\n"
      })
  void shouldRefuseFieldsThatAreNotCanonical(String fields) {
    refusal(HEAD + fields);
  }

  @Test
  void shouldRefuseHugeCountsWithoutAllocatingForThem() {
    for (FieldType type : FieldType.values()) {
      for (String count : new String[] {"268435456", "2147483647", "2147483648", "9".repeat(40)}) {
        refusal(HEAD + "a\t" + type + "\t0\t" + count + "\t\trequired\n");
      }
    }
    String half = "a\tTEXT\t0\t1073741824\t\trequired\n";
    refusal(HEAD + half + half.replace("a\t", "b\t").replace("\t0\t", "\t1073741824\t"));
  }

  @Test
  void shouldRefuseMoreFieldsThanTheLimit() {
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i <= RecordLayout.MAX_FIELDS; i++) {
      text.append("f").append(i).append("\tU8\t").append(i).append("\t1\t\trequired\n");
    }
    refusal(text.toString());
  }

  @Test
  void shouldRefuseBytesThatAreNoText() {
    byte[] bytes = utf8(HEAD + "a\tF64\t0\t1\t\trequired\n");
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] = (byte) 0x80;
      assertThrows(
          IllegalArgumentException.class, () -> RecordLayout.fromBytes(damaged), "byte " + i);
    }
  }

  /** A mutation may be another layout, but then it is exactly what that layout encodes to. */
  @Test
  void shouldMakeOfTenThousandMutationsALayoutOrARefusal() {
    long seed = 20_240_229L;
    Random random = new Random(seed);
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      byte[] mutant = mutate(golden().toBytes(), random);
      try {
        String canonical =
            new String(RecordLayout.fromBytes(mutant).toBytes(), StandardCharsets.UTF_8);
        assertEquals(new String(mutant, StandardCharsets.UTF_8), canonical, "seed " + seed);
      } catch (IllegalArgumentException e) {
        refused++;
      }
    }
    assertTrue(refused > 5_000, refused + " of 10000 refused with seed " + seed);
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> spliced(bytes, random);
      default -> flipped(bytes, random);
    };
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    for (int i = random.nextInt(3); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  /** Repeats a part of it somewhere else. */
  private static byte[] spliced(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length);
    int length = random.nextInt(bytes.length - from) + 1;
    int to = random.nextInt(bytes.length);
    return ByteBuffer.allocate(bytes.length + length)
        .put(bytes, 0, to)
        .put(bytes, from, length)
        .put(bytes, to, bytes.length - to)
        .array();
  }
}
