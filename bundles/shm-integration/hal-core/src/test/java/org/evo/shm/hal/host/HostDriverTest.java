// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.hal.host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.evo.shm.contract.Quality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HostDriverTest implements DriverListener {

  @TempDir private Path dir;
  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final AtomicReference<Thread> thread = new AtomicReference<>();
  private HostDriver driver;

  @Override
  public void failed(String text) {
    heard.add(text);
  }

  @Override
  public void recovered() {
    heard.add("recovered");
  }

  @AfterEach
  void shouldLeaveNoThread() {
    driver.close();
    driver.close();
    await().until(() -> thread.get() == null || !thread.get().isAlive());
  }

  @Test
  void shouldKnowNothingBeforeItsFirstPass() {
    driver = new HostDriver(() -> HostSamples.none(8), 10, () -> 7, this);

    assertEquals(HostSamples.none(7), driver.latest());
  }

  @Test
  void shouldKeepSamplingAMachine() {
    HostFixture host = new HostFixture(dir).machine();
    HostSettings settings = new HostSettings(host.procDir(), host.sysDir(), 50);

    driver = HostDriver.start(settings, System::nanoTime, this);

    await().until(() -> driver.latest().disk().quality() == Quality.GOOD);
    long first = driver.latest().passNs();
    await().until(() -> driver.latest().passNs() - first > 0);
    assertEquals(List.of(), heard);
  }

  @Test
  void shouldSayOnceThatItFailsAndOnceThatItRecovered() {
    AtomicBoolean broken = new AtomicBoolean(true);
    CountDownLatch failures = new CountDownLatch(5);
    start(
        () -> {
          failures.countDown();
          if (broken.get()) {
            throw new IllegalStateException("broken");
          }
          return HostSamples.none(42);
        });
    await().until(() -> failures.getCount() == 0);

    broken.set(false);

    await().until(() -> heard.size() == 2);
    assertTrue(heard.get(0).contains("broken"));
    assertEquals("recovered", heard.get(1));
    await().until(() -> driver.latest().passNs() == 42);
  }

  @Test
  void shouldSayWhenAnErrorEndsIt() {
    start(
        () -> {
          throw new ExpectedError();
        });

    await().until(() -> !thread.get().isAlive());
    assertEquals(List.of("the host driver ended by itself"), heard);
  }

  @Test
  void shouldSayWhenAnInterruptEndsIt() {
    start(() -> HostSamples.none(0));
    await().until(() -> thread.get() != null);

    thread.get().interrupt();

    await().until(() -> !thread.get().isAlive());
    assertEquals(List.of("the host driver ended by itself"), heard);
  }

  @Test
  void shouldEndQuietlyWhenItIsClosed() {
    start(() -> HostSamples.none(0));
    await().until(() -> thread.get() != null);

    driver.close();

    assertFalse(thread.get().isAlive());
    assertEquals(List.of(), heard);
  }

  @Test
  void shouldNotWaitForEverForASourceThatBlocks() {
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    start(
        () -> {
          inside.countDown();
          awaitUninterrupted(goOn);
          return HostSamples.none(0);
        });
    awaitUninterrupted(inside);

    driver.close();

    assertTrue(thread.get().isAlive());
    goOn.countDown();
  }

  private void start(Supplier<HostSamples> sampler) {
    Supplier<HostSamples> noting =
        () -> {
          if (thread.get() == null) {
            thread.set(Thread.currentThread());
            Thread.currentThread().setUncaughtExceptionHandler((t, e) -> {});
          }
          return sampler.get();
        };
    driver = new HostDriver(noting, 50, System::nanoTime, this);
    driver.start();
    await().until(() -> thread.get() != null);
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class ExpectedError extends Error {
    private static final long serialVersionUID = 1L;
  }
}
