// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.liaison.command.ConfigBlock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LiaisonSettingsTest {

  private static final Optional<Path> NOWHERE = Optional.empty();
  private static final Path INSTANCE = Path.of("/state/command");

  @Test
  void shouldNeedNoConfiguration() {
    LiaisonSettings settings =
        LiaisonSettings.of(TestConfig.NOTHING.config(), Optional.of(INSTANCE));

    assertEquals(100, settings.cycle().rateHz());
    assertEquals("liaison", settings.cycle().name());
    assertEquals(ConfigBlock.NONE, settings.desk().config());
    assertEquals(Optional.of(INSTANCE), settings.socket());
  }

  @Test
  void shouldTakeTheSocketThatIsConfigured() {
    LiaisonSettings settings =
        LiaisonSettings.of(
            TestConfig.NOTHING.with("socket", " /run/evo ").config(), Optional.of(INSTANCE));

    assertEquals(Optional.of(Path.of("/run/evo")), settings.socket());
  }

  @Test
  void shouldTakeOneNumberForAllAxesOrOneForEach() {
    ConfigBlock block =
        LiaisonSettings.of(
                TestConfig.NOTHING
                    .with("axis.kp", new String[] {"2.5"})
                    .with("axis.kd", new String[] {"1,-,3,4"})
                    .config(),
                NOWHERE)
            .desk()
            .config();

    assertEquals(List.of(2.5, 2.5, 2.5, 2.5), block.axes().get(0));
    assertEquals(List.of(1.0, Double.NaN, 3.0, 4.0), block.axes().get(2));
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("publishHz", 9),
        Arguments.of("publishHz", 10_001),
        Arguments.of("answerTimeoutMs", 9L),
        Arguments.of("moduleMaxAgeMs", 0L),
        Arguments.of("overridePercent", -1.0),
        Arguments.of("overridePercent", 101.0),
        Arguments.of("overridePercent", Double.NaN),
        Arguments.of("socket", "command"),
        Arguments.of("socket", "/a\0b"),
        Arguments.of("axis.kp", new String[] {"-1"}),
        Arguments.of("axis.kp", new String[] {"much"}),
        Arguments.of("axis.ki", new String[] {"1,2"}),
        Arguments.of("axis.outputLimitV", new String[] {"11"}),
        Arguments.of("axis.velocityLimitMmPerS", new String[] {"0"}),
        Arguments.of("axis.followingErrorLimitMm", new String[] {"NaN"}));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void shouldRefuseWhatIsOutOfLimitsAndNameIt(String option, Object value) {
    InvalidRangeException refusal =
        assertThrows(
            InvalidRangeException.class,
            () -> LiaisonSettings.of(TestConfig.NOTHING.with(option, value).config(), NOWHERE));

    assertEquals(option, refusal.segment());
  }

  @Test
  void shouldRefuseLimitsThatLeaveNoRoom() {
    InvalidRangeException refusal =
        assertThrows(
            InvalidRangeException.class,
            () ->
                LiaisonSettings.of(
                    TestConfig.NOTHING
                        .with("axis.positionMinMm", new String[] {"5"})
                        .with("axis.positionMaxMm", new String[] {"9,9,5,9"})
                        .config(),
                    NOWHERE));

    assertTrue(refusal.getMessage().contains("axis 2"), refusal.getMessage());
  }
}
