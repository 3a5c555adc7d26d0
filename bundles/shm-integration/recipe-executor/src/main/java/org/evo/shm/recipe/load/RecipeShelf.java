// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe.load;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.evo.shm.kit.RetryTimer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the recipes of a directory read, so that the loop, which must not read files, can start
 * one: looks at the directory again and again, and reads the files that have changed. Thread-safe.
 */
public final class RecipeShelf {

  private static final Logger LOG = LoggerFactory.getLogger(RecipeShelf.class);

  private final RetryTimer timer;
  private volatile RecipeBook book = RecipeBook.empty("recipes are not configured");
  private volatile Watch current;

  /** One directory, for as long as it is configured. Guarded by the thread of the timer. */
  private static final class Watch {
    private final Path path;
    private final RecipeDirectory directory;
    private final long pollMs;
    private TreeMap<String, Known> known = new TreeMap<>();
    private String problem = "";

    Watch(Path path, long pollMs) {
      this.path = path;
      this.directory = new RecipeDirectory(path);
      this.pollMs = pollMs;
    }
  }

  private record Known(FileStamp stamp, RecipeBook.Entry entry) {}

  /**
   * @param timer whoever created it closes it, and nothing is read any more
   */
  public RecipeShelf(RetryTimer timer) {
    this.timer = timer;
  }

  /** The recipes as they were when the directory was looked at last. Timing: hot. */
  public RecipeBook book() {
    return book;
  }

  /**
   * Takes the recipes of another directory from now on. Timing: cold.
   *
   * @param directory empty for none
   * @param pollMs how often it is looked at
   */
  public void watch(Optional<Path> directory, long pollMs) {
    current = directory.map(path -> new Watch(path, pollMs)).orElse(null);
    book =
        RecipeBook.empty(
            directory
                .map(path -> path + " has not been read yet")
                .orElse("recipes.dir is not configured"));
    Watch watch = current;
    if (watch != null) {
      timer.after(0, () -> look(watch));
    }
  }

  private void look(Watch watch) {
    if (watch != current) {
      return;
    }
    RecipeBook read = read(watch);
    if (watch == current) {
      book = read;
      timer.after(watch.pollMs, () -> look(watch));
    }
  }

  private static RecipeBook read(Watch watch) {
    TreeMap<String, Known> now = new TreeMap<>();
    try {
      for (String name : watch.directory.names()) {
        now.put(name, known(watch, name));
      }
      watch.problem = "";
    } catch (IOException | RuntimeException e) {
      noticed(watch, e.toString());
    }
    watch.known = now;
    TreeMap<String, RecipeBook.Entry> entries = new TreeMap<>();
    now.forEach((name, file) -> entries.put(name, file.entry()));
    String absence =
        watch.problem.isEmpty()
            ? Names.choice(List.copyOf(now.keySet())) + "; looked in " + watch.path
            : watch.problem;
    return new RecipeBook(entries, absence);
  }

  private static Known known(Watch watch, String name) {
    FileStamp stamp = watch.directory.stamp(name);
    Known before = watch.known.get(name);
    return before != null && before.stamp().equals(stamp)
        ? before
        : new Known(stamp, entry(watch, name));
  }

  private static RecipeBook.Entry entry(Watch watch, String name) {
    try {
      RecipeBook.Entry entry = RecipeBook.Entry.good(watch.directory.load(name));
      LOG.info("recipe {} read", name);
      return entry;
    } catch (RecipeRefusedException e) {
      LOG.warn("recipe {} refused:\n{}", name, e.getMessage());
      return RecipeBook.Entry.refused(e.summary());
    }
  }

  private static void noticed(Watch watch, String why) {
    if (!why.equals(watch.problem)) {
      LOG.warn("recipes cannot be read: {}", why);
    }
    watch.problem = why;
  }
}
