// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import org.evo.shm.contract.Quality;
import org.junit.jupiter.api.Test;

class GroupSamplerTest {

  @Test
  void shouldTurnAnUnreadableSourceIntoABadSampleOfNow() {
    GroupSampler<MemorySample> sampler =
        sampler(
            nowNs -> {
              throw new IOException("gone");
            });

    assertEquals(MemorySample.bad(9), sampler.sample());
  }

  @Test
  void shouldHandOverAGoodSample() {
    MemorySample good = new MemorySample(9, Quality.GOOD, 3, 2, 1);

    assertEquals(good, sampler(nowNs -> good).sample());
  }

  @Test
  void shouldNotHideAMistakeOfOurOwn() {
    GroupSampler<MemorySample> sampler =
        sampler(
            nowNs -> {
              throw new IllegalStateException("mistake");
            });

    assertThrows(IllegalStateException.class, sampler::sample);
  }

  private static GroupSampler<MemorySample> sampler(Source<MemorySample> source) {
    return new GroupSampler<>("memory", source, MemorySample::bad, () -> 9);
  }
}
