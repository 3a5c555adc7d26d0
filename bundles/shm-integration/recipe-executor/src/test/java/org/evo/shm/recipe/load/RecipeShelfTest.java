// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.evo.shm.module.kit.FakeTimer;
import org.evo.shm.recipe.model.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecipeShelfTest {

  private static final String GOOD = RecipeTexts.of("{\"do\": \"wait\", \"timeMs\": 1}");

  @TempDir private Path directory;
  private final FakeTimer timer = new FakeTimer();
  private final RecipeShelf shelf = new RecipeShelf(timer);

  @Test
  void shouldSayThatNothingIsConfigured() {
    assertTrue(refusal("a").contains("there is no recipe 'a', recipes are not configured"));
    shelf.watch(Optional.empty(), 1000);
    assertTrue(refusal("a").contains("recipes.dir is not configured"));
    assertEquals(0, timer.pending());
  }

  @Test
  void shouldSayThatItHasNotLookedYet() throws IOException {
    write("a", GOOD);
    shelf.watch(Optional.of(directory), 1000);

    assertTrue(refusal("a").contains("has not been read yet"));
    timer.fire();
    assertEquals("a", recipe("a").name());
  }

  @Test
  void shouldLookAgainAfterTheTimeGiven() throws IOException {
    shelf.watch(Optional.of(directory), 700);
    timer.fire();
    assertTrue(refusal("a").contains("looked in " + directory));

    write("a", GOOD);
    timer.fire();

    assertEquals("a", recipe("a").name());
    assertEquals(List.of(0L, 700L, 700L), timer.delaysMs());
  }

  @Test
  void shouldReadOnlyWhatHasChanged() throws IOException {
    write("a", GOOD);
    write("b", GOOD);
    watch();
    Recipe a = recipe("a");
    Recipe b = recipe("b");

    write("b", GOOD.replace("\"timeMs\": 1}", "\"timeMs\": 22}"));
    timer.fire();

    assertSame(a, recipe("a"));
    assertNotSame(b, recipe("b"));
  }

  @Test
  void shouldForgetWhatIsDeleted() throws IOException {
    write("a", GOOD);
    watch();
    Files.delete(directory.resolve("a.json"));
    timer.fire();

    assertTrue(refusal("a").contains("there is no recipe 'a'"));
  }

  @Test
  void shouldKeepTheFirstProblemOfARecipeThatIsWrong() throws IOException {
    write("a", "{\"format\": 1}");
    write("b", GOOD);
    watch();

    assertTrue(refusal("a").startsWith("a.json:1:1: $: "), refusal("a"));
    assertEquals("b", recipe("b").name());
  }

  @Test
  void shouldLeaveFilesThatAreNoRecipes() throws IOException {
    Files.writeString(directory.resolve("notes.txt"), "x");
    Files.writeString(directory.resolve("a b.json"), GOOD);
    Files.createDirectory(directory.resolve("d.json"));
    watch();

    assertTrue(refusal("notes").contains("there is no recipe"));
    assertTrue(refusal("a b").contains("there is no recipe"));
    assertTrue(refusal("d").contains("no regular file"));
  }

  @Test
  void shouldGoOnLookingWhenTheDirectoryIsMissing() throws IOException {
    Path later = directory.resolve("later");
    shelf.watch(Optional.of(later), 1000);
    timer.fire();
    assertTrue(refusal("a").contains("NoSuchFile"), refusal("a"));

    Files.createDirectory(later);
    Files.writeString(later.resolve("a.json"), GOOD);
    timer.fire();
    assertEquals("a", recipe("a").name());
  }

  @Test
  void shouldNoLongerLookWhereItIsNotToLook() throws IOException {
    write("a", GOOD);
    watch();
    shelf.watch(Optional.of(directory.resolve("other")), 1000);
    int pending = timer.pending();
    for (int i = 0; i < pending; i++) {
      timer.fire();
    }

    assertTrue(refusal("a").contains("other"));
    assertEquals(1, timer.pending());
  }

  private void watch() {
    shelf.watch(Optional.of(directory), 1000);
    timer.fire();
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name + ".json"), text);
  }

  private Recipe recipe(String name) {
    return shelf.book().find(name).recipe().orElseThrow();
  }

  private String refusal(String name) {
    return shelf.book().find(name).refusal();
  }
}
