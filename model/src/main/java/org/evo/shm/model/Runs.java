// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Every configuration that has a name. How many states each proof must have visited is recorded in
 * {@code states.properties}: a model that has shrunk unseen proves less than it says.
 */
final class Runs {

  private static final String RECORD = "states.properties";

  private final Map<String, Run> runs = new LinkedHashMap<>();
  private final Properties states = new Properties();

  private Runs() {
    try (InputStream record = Runs.class.getResourceAsStream(RECORD)) {
      states.load(record);
    } catch (IOException e) {
      throw new UncheckedIOException(RECORD + " cannot be read", e);
    }
  }

  static Map<String, Run> all() {
    Runs all = new Runs();
    new SeqlockRuns(all).add();
    new LifecycleRuns(all).add();
    return all.runs;
  }

  <S> void proof(Run.Size size, String name, Model<S> model) {
    long least = Long.parseLong(states.getProperty(name, "0"));
    runs.put(name, Run.proof(size, model, least));
  }

  <S> void refutation(Run.Size size, String name, Model<S> model, String violation) {
    runs.put(name, Run.refutation(size, model, violation));
  }

  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
