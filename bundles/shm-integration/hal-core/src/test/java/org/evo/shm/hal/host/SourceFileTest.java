// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceFileTest {

  @TempDir private Path dir;
  private Path path;
  private SourceFile file;

  @BeforeEach
  void createFile() {
    path = dir.resolve("file");
    file = new SourceFile(path);
  }

  @Test
  void shouldSplitLinesAtAnyBlanks() throws IOException {
    Files.writeString(path, "  a \t b\nc");

    assertEquals(List.of("a", "b"), file.firstLine().words());
    assertEquals(List.of("c"), file.line("c").words());
  }

  @Test
  void shouldReadARealFileOfTheKernelToItsEnd() throws IOException {
    assertTrue(new SourceFile(Path.of("/proc/self/status")).lines().size() > 10);
  }

  @Test
  void shouldRefuseAFileThatIsMissingOrEmptyOrADirectory() throws IOException {
    assertThrows(FileNotFoundException.class, file::lines);
    Files.writeString(path, "");
    assertThrows(SourceFormatException.class, file::lines);
    assertThrows(IOException.class, new SourceFile(dir)::lines);
  }

  @Test
  void shouldFindNoNumberInBytesThatAreNoText() throws IOException {
    Files.write(path, new byte[] {(byte) 0xFF, 0, (byte) 0xC3});

    assertThrows(SourceFormatException.class, () -> file.firstLine().counter(0));
  }

  @Test
  void shouldReadAFileThatIsLongerThanTheOneBefore() throws IOException {
    Files.writeString(path, "short\n");
    file.lines();
    String line = "x".repeat(99) + "\n";
    Files.writeString(path, line.repeat(1000));

    assertEquals(1000, file.lines().size());

    Files.writeString(path, "short again\n");
    assertEquals(List.of("short", "again"), file.firstLine().words());
  }

  @Test
  void shouldRefuseAFileWithoutAnEnd() {
    SourceFormatException endless =
        assertThrows(
            SourceFormatException.class, () -> new SourceFile(Path.of("/dev/zero")).lines());

    assertTrue(endless.getMessage().contains("16777216 bytes"));
  }

  @Test
  void shouldNameTheFileAndTheMissingLine() throws IOException {
    Files.writeString(path, "a 1\n");

    SourceFormatException missing =
        assertThrows(SourceFormatException.class, () -> file.line("ctxt"));

    assertEquals(path + ": has no line 'ctxt'", missing.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "1.5", "18446744073709551616", "0x10"})
  void shouldRefuseWhatIsNoCounter(String word) {
    SourceLine line = SourceLine.of(path, word);

    assertThrows(SourceFormatException.class, () -> line.counter(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "-1", "NaN", "Infinity", "1e999"})
  void shouldRefuseWhatIsNoAmount(String word) {
    SourceLine line = SourceLine.of(path, word);

    assertThrows(SourceFormatException.class, () -> line.decimal(0));
  }

  @Test
  void shouldRefuseAWordBeyondTheEndOfTheLine() {
    SourceLine line = SourceLine.of(path, "1 2");

    assertThrows(SourceFormatException.class, () -> line.counter(2));
    assertThrows(SourceFormatException.class, () -> line.integer(2));
  }
}
