// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.evo.shm.recipe.model.Recipe;

/** Where recipes are: the file {@code NAME.json} is the recipe NAME. Immutable. */
public final class RecipeDirectory {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");
  private static final String EXTENSION = ".json";
  private static final int MAX_RECIPES = 1000;

  private final Path directory;

  /** The recipes in {@code directory}, which need not be there yet. */
  public RecipeDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * The names of the recipes that there are, good or wrong, the first {@value #MAX_RECIPES} in
   * order. Timing: blocking.
   *
   * @throws IOException when the directory cannot be read
   */
  List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(EXTENSION))
          .map(file -> file.substring(0, file.length() - EXTENSION.length()))
          .filter(name -> NAME.matcher(name).matches())
          .sorted()
          .limit(MAX_RECIPES)
          .toList();
    }
  }

  /** What changes when the file of a recipe does. Timing: blocking. */
  FileStamp stamp(String name) {
    return FileStamp.of(directory.resolve(name + EXTENSION));
  }

  /**
   * The recipe as its file is now. Timing: blocking.
   *
   * @throws RecipeRefusedException when there is no such file, or not all of it is good
   */
  public Recipe load(String name) throws RecipeRefusedException {
    if (!NAME.matcher(name).matches()) {
      throw new RecipeRefusedException(
          "'" + Place.printable(name) + "'",
          "no name of a recipe; use up to 64 letters, digits, _ and -");
    }
    String file = name + EXTENSION;
    return RecipeParser.parse(name, file, text(file));
  }

  private String text(String file) throws RecipeRefusedException {
    Path path = directory.resolve(file);
    // A FIFO would be waited for.
    if (!Files.isRegularFile(path)) {
      throw new RecipeRefusedException(
          file, Files.exists(path) ? "no regular file" : "there is no such file in " + directory);
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(Limits.MAX_FILE_BYTES + 1);
      if (bytes.length > Limits.MAX_FILE_BYTES) {
        throw new RecipeRefusedException(
            file, "more than " + Limits.MAX_FILE_BYTES + " bytes; use subroutines and loops");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new RecipeRefusedException(file, "not in UTF-8");
    } catch (IOException e) {
      throw new RecipeRefusedException(file, "cannot be read: " + e);
    }
  }
}
