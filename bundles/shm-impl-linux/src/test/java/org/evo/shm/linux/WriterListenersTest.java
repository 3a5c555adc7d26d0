// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.evo.shm.WriterListener;
import org.evo.shm.error.NotFoundException;
import org.evo.shm.error.ShmException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriterListenersTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final WriterListeners listeners = new WriterListeners();
  private final List<String> heard = new CopyOnWriteArrayList<>();

  @AfterEach
  void close() {
    listeners.close();
  }

  /** Writes down what it hears. */
  private final class Hearing implements WriterListener {

    @Override
    public void republished(String segment) {
      heard.add("republished " + segment);
    }

    @Override
    public void lost(String segment, ShmException cause) {
      heard.add("lost " + segment + " " + cause.reason());
    }
  }

  /** Fails at everything. */
  private static final class Failing implements WriterListener {

    @Override
    public void republished(String segment) {
      throw new IllegalStateException("a mistake of the listener's");
    }
  }

  @Test
  void shouldTellTheOthersThoughOneThrows() {
    listeners.add(new Failing());
    listeners.add(new Hearing());
    listeners.republished("a");
    listeners.lost("b", new NotFoundException("b", "gone", "look"));
    await().atMost(SOON).until(() -> heard.equals(List.of("republished a", "lost b gone")));
  }

  @Test
  void shouldNotHoldUpWhoeverTellsASlowOne() {
    CountDownLatch gate = new CountDownLatch(1);
    listeners.add(
        new WriterListener() {
          @Override
          public void republished(String segment) {
            awaitUninterruptibly(gate);
          }
        });
    listeners.add(new Hearing());
    for (int i = 0; i < 2000; i++) {
      listeners.republished("a");
    }
    assertEquals(List.of(), heard);
    gate.countDown();
    await().atMost(SOON).until(() -> heard.contains("republished a"));
  }

  private static void awaitUninterruptibly(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldNotTellWhoWasTakenAway() throws Exception {
    WriterListener gone = new Failing();
    AutoCloseable registration = listeners.add(gone);
    listeners.add(new Hearing());
    registration.close();
    listeners.republished("a");
    await().atMost(SOON).until(() -> heard.equals(List.of("republished a")));
  }

  @Test
  void shouldEndItsThreadWhenThereIsNothingToTell() {
    listeners.add(new Hearing());
    listeners.republished("a");
    await().atMost(SOON).until(() -> !heard.isEmpty());
    await()
        .atMost(SOON)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().equals("evo-shm-events")));
  }
}
