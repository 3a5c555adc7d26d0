// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.kit;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadRetryTimerTest {

  private final ThreadRetryTimer timer = new ThreadRetryTimer("evo-test");
  private final AtomicInteger runs = new AtomicInteger();
  private final AtomicReference<Thread> thread = new AtomicReference<>();

  @AfterEach
  void closeTimer() {
    timer.close();
  }

  @Test
  void shouldRunInAThreadThatGoesWhenThereIsNothingMoreToDo() {
    timer.after(1, this::run);

    await().until(() -> runs.get() == 1);
    await().until(() -> !thread.get().isAlive());
  }

  @Test
  void shouldRunAgainAfterItsThreadHasGone() {
    timer.after(1, this::run);
    await().until(() -> runs.get() == 1 && !thread.get().isAlive());

    timer.after(1, this::run);

    await().until(() -> runs.get() == 2);
  }

  @Test
  void shouldForgetWhatHasNotBegunWhenClosed() {
    timer.after(3_600_000, this::run);

    timer.close();
    timer.after(0, this::run);

    assertEquals(0, runs.get());
  }

  @Test
  void shouldWaitForWhatHasBegunWhenClosed() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    timer.after(0, () -> pass(inside, goOn));
    inside.await();
    Thread closing = new Thread(timer::close);
    closing.start();
    await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);

    goOn.countDown();
    closing.join();

    assertEquals(1, runs.get());
  }

  private void pass(CountDownLatch inside, CountDownLatch goOn) {
    inside.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    run();
  }

  private void run() {
    thread.set(Thread.currentThread());
    runs.incrementAndGet();
  }
}
