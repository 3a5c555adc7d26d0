// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HandleWatchTest {

  @Test
  void shouldLookAfterTheOthersWhenThereIsNoMemoryForOne() {
    try (HandleWatch watch = new HandleWatch()) {
      AtomicLong failed = new AtomicLong();
      AtomicLong looked = new AtomicLong();
      watch.add(
          tick -> {
            failed.incrementAndGet();
            throw new OutOfMemoryError("its value does not fit the heap");
          });
      watch.add(tick -> looked.incrementAndGet());
      await().until(() -> failed.get() > 2 && looked.get() > 2);
    }
  }
}
