// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class RecipeDirectoryTest {

  private static final String GOOD =
      "{\"format\": 1, \"main\": [{\"do\": \"wait\", \"timeMs\": 1}]}";

  @TempDir private Path directory;

  @Test
  void shouldLoadTheFileOfTheName() throws Exception {
    write("good", GOOD);

    assertEquals("good", load("good").name());
  }

  @Test
  void shouldLoadTheFileAsItIsNow() throws Exception {
    write("good", "{}");
    assertThrows(RecipeRefusedException.class, () -> load("good"));

    write("good", GOOD);

    assertEquals(1, load("good").maxDepth());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../good", "a/b", ".hidden", "x.json", "a b", "\0"})
  void shouldRefuseNamesThatAreNone(String name) {
    assertEquals(
        "'"
            + Place.printable(name)
            + "': no name of a recipe; use up to 64 letters, digits, _ and -",
        refusalOf(name));
  }

  @Test
  void shouldTellWhereItLooked() {
    assertEquals("none.json: there is no such file in " + directory, refusalOf("none"));
  }

  @Test
  void shouldNotWaitForAFifo() throws Exception {
    Process made = new ProcessBuilder("mkfifo", directory.resolve("pipe.json").toString()).start();
    assertEquals(0, made.waitFor());

    assertEquals("pipe.json: no regular file", refusalOf("pipe"));
  }

  @Test
  void shouldNotReadADirectory() throws IOException {
    Files.createDirectory(directory.resolve("dir.json"));

    assertEquals("dir.json: no regular file", refusalOf("dir"));
  }

  @Test
  void shouldRefuseAFileThatIsTooLarge() throws IOException {
    write("large", " ".repeat(Limits.MAX_FILE_BYTES) + GOOD);

    assertEquals(
        "large.json: more than 262144 bytes; use subroutines and loops", refusalOf("large"));
  }

  @Test
  void shouldRefuseOtherEncodings() throws IOException {
    Files.write(
        directory.resolve("latin.json"),
        GOOD.replace("wait", "w\u00e4it").getBytes(StandardCharsets.ISO_8859_1));

    assertEquals("latin.json: not in UTF-8", refusalOf("latin"));
  }

  private org.evo.shm.recipe.model.Recipe load(String name) throws RecipeRefusedException {
    return new RecipeDirectory(directory).load(name);
  }

  private String refusalOf(String name) {
    return assertThrows(RecipeRefusedException.class, () -> load(name)).summary();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name + ".json"), text);
  }
}
