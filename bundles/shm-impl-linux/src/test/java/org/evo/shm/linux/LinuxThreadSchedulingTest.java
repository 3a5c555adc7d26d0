// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.evo.shm.error.InvalidRangeException;
import org.evo.shm.error.PermissionDeniedException;
import org.evo.shm.spi.ThreadScheduling.Policy;
import org.evo.shm.spi.ThreadScheduling.Schedule;
import org.junit.jupiter.api.Test;

/** On threads of its own: what they get must not stay with the test's. */
class LinuxThreadSchedulingTest {

  private final LinuxThreadScheduling scheduling = new LinuxThreadScheduling();

  @Test
  void shouldSayWhatTheKernelSays() throws Exception {
    Schedule now = onThread(scheduling::current);

    assertEquals(Policy.OTHER, now.policy());
    assertEquals(0, now.priority());
    assertFalse(now.cpus().isEmpty());
  }

  @Test
  void shouldPinAThreadAndLetItGoAgain() throws Exception {
    Set<Integer> all = onThread(scheduling::current).cpus();
    Integer one = all.iterator().next();

    assertEquals(
        Set.of(one),
        onThread(
            () -> {
              scheduling.setCpus(Set.of(one));
              return scheduling.current().cpus();
            }));
    assertEquals(
        all,
        onThread(
            () -> {
              scheduling.setCpus(Set.of(one));
              scheduling.setCpus(Set.of());
              return scheduling.current().cpus();
            }));
  }

  @Test
  void shouldConcernNoThreadButItsCaller() throws Exception {
    Schedule before = scheduling.current();

    onThread(
        () -> {
          scheduling.setCpus(Set.of(scheduling.current().cpus().iterator().next()));
          return null;
        });

    assertEquals(before, scheduling.current());
  }

  @Test
  void shouldRefuseProcessorsThatAreNotThere() {
    assertThrows(InvalidRangeException.class, () -> scheduling.setCpus(Set.of(8000)));
    assertThrows(InvalidRangeException.class, () -> scheduling.setCpus(Set.of(8192)));
    assertThrows(InvalidRangeException.class, () -> scheduling.setCpus(Set.of(-1)));
  }

  @Test
  void shouldRefusePrioritiesThatThePolicyHasNot() {
    assertThrows(InvalidRangeException.class, () -> scheduling.setPolicy(Policy.OTHER, 1));
    assertThrows(InvalidRangeException.class, () -> scheduling.setPolicy(Policy.FIFO, 0));
    assertThrows(InvalidRangeException.class, () -> scheduling.setPolicy(Policy.RR, 100));
  }

  /** Whether this user may have it is the machine's affair: both answers have their form. */
  @Test
  void shouldGrantARealTimePolicyOrSayWhatIsMissing() throws Exception {
    for (Policy policy : new Policy[] {Policy.FIFO, Policy.RR}) {
      assertTrue(onThread(() -> grantedOrRefused(policy)));
    }
  }

  private boolean grantedOrRefused(Policy policy) {
    try {
      scheduling.setPolicy(policy, 1);
      Schedule granted = scheduling.current();
      scheduling.setPolicy(Policy.OTHER, 0);
      return granted.policy() == policy
          && granted.priority() == 1
          && scheduling.current().policy() == Policy.OTHER;
    } catch (PermissionDeniedException e) {
      return e.errno() == 1 && e.remedy().contains("CAP_SYS_NICE");
    }
  }

  private static <T> T onThread(Callable<T> work) throws Exception {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "scheduled");
    thread.start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    } finally {
      thread.join();
    }
  }
}
