// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PublicationTest {

  private static final Map<String, Object> ONE = Map.of("key", 1);
  private static final Map<String, Object> TWO = Map.of("key", 2);

  private final FakeRegistry registry = new FakeRegistry();
  private Optional<Publication.Offer> wanted = Optional.empty();
  private final Publication publication = new Publication(registry, () -> wanted);

  @Test
  void shouldRegisterUpdateAndUnregisterAsWanted() {
    want(ONE, 0);
    want(TWO, 0);
    wanted = Optional.empty();
    publication.refresh();

    assertEquals(List.of("register", "update", "unregister"), registry.history());
  }

  @Test
  void shouldLeaveTheRegistryAloneWhenNothingHasChanged() {
    want(ONE, 0);
    want(ONE, 0);

    assertEquals(List.of("register"), registry.history());
  }

  @Test
  void shouldRegisterAnotherEditionAnew() {
    want(ONE, 0);
    want(ONE, 1);

    assertEquals(List.of("register", "unregister", "register"), registry.history());
  }

  @Test
  void shouldFinishWhatChangesWhileConsumersAreStarted() {
    registry.whenRegistered(
        () -> {
          wanted = Optional.empty();
          publication.refresh();
        });

    want(ONE, 0);

    assertEquals(List.of("register", "unregister"), registry.history());
  }

  @Test
  void shouldEndQuietlyWhenTheFrameworkHasTakenTheServiceAway() {
    registry.whenUnregistered(
        () -> {
          throw new IllegalStateException("already unregistered");
        });
    want(ONE, 0);
    wanted = Optional.empty();

    publication.refresh();
    publication.refresh();

    assertEquals(List.of("register", "unregister"), registry.history());
  }

  private void want(Map<String, Object> properties, int edition) {
    wanted = Optional.of(new Publication.Offer(properties, edition));
    publication.refresh();
  }
}
