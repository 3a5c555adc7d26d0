// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.module.kit.FakeConfig;
import org.evo.shm.module.kit.InputPolicy;
import org.evo.shm.module.kit.OnStale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecipeSettingsTest {

  private static final FakeConfig<RecipeConfig> NOTHING = FakeConfig.of(RecipeConfig.class);

  @Test
  void shouldHaveDefaultsForEverything() {
    RecipeSettings settings = RecipeSettings.of(NOTHING.config(), "");

    assertEquals(1000, settings.cycle().rateHz());
    assertEquals(200, settings.cycle().order());
    assertEquals("recipe", settings.cycle().name());
    assertEquals(Optional.empty(), settings.directory());
    assertEquals(1000, settings.pollMs());
    assertEquals(InputPolicy.ofMs(50, OnStale.SAFE), settings.control());
    assertEquals(InputPolicy.ofMs(500, OnStale.SAFE), settings.commands());
    assertEquals(InputPolicy.ofMs(50, OnStale.SAFE), settings.io());
  }

  @Test
  void shouldTakeTheContainersDirectoryOnlyWhereNoneIsConfigured() {
    assertEquals(Optional.of(Path.of("/a")), RecipeSettings.of(NOTHING.config(), "/a").directory());
    assertEquals(
        Optional.of(Path.of("/b")),
        RecipeSettings.of(NOTHING.with("recipes.dir", "/b").config(), "/a").directory());
  }

  @Test
  void shouldTakeEveryWayOfBeingStale() {
    RecipeSettings settings =
        RecipeSettings.of(
            NOTHING
                .with("control.onStale", "hold")
                .with("commands.onStale", "stop")
                .with("io.onStale", "Safe")
                .with("io.maxAgeMs", 7L)
                .config(),
            "");

    assertEquals(OnStale.HOLD, settings.control().onStale());
    assertEquals(OnStale.STOP, settings.commands().onStale());
    assertEquals(InputPolicy.ofMs(7, OnStale.SAFE), settings.io());
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldRefuseWhatIsOutOfLimitsAndNameIt(String option, Object value) {
    InvalidRangeException refused =
        assertThrows(
            InvalidRangeException.class,
            () -> RecipeSettings.of(NOTHING.with(option, value).config(), ""));

    assertTrue(refused.getMessage().contains(option), refused.getMessage());
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("rateHz", 9),
        Arguments.of("rateHz", 10_001),
        Arguments.of("rateHz", new IllegalArgumentException("fast")),
        Arguments.of("recipes.dir", "recipes"),
        Arguments.of("recipes.dir", "/a\0b"),
        Arguments.of("recipes.pollMs", 99L),
        Arguments.of("recipes.pollMs", 60_001L),
        Arguments.of("control.maxAgeMs", 0L),
        Arguments.of("control.maxAgeMs", 60_001L),
        Arguments.of("control.onStale", "ignore"),
        Arguments.of("commands.maxAgeMs", -1L),
        Arguments.of("commands.onStale", ""),
        Arguments.of("io.maxAgeMs", 60_001L),
        Arguments.of("io.onStale", "never"));
  }
}
