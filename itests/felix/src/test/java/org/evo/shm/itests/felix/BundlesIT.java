// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import static org.awaitility.Awaitility.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.osgi.service.component.runtime.dto.ComponentConfigurationDTO.ACTIVE;
import static org.osgi.service.component.runtime.dto.ComponentConfigurationDTO.SATISFIED;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.inject.Inject;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class BundlesIT {

  private static final String OURS = "org.evo.shm.";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject private BundleContext context;
  @Inject private ServiceComponentRuntime components;

  @Configuration
  public Option[] configuration() throws Exception {
    return FelixContainer.complete();
  }

  @Test
  public void shouldResolveAndStartEveryBundle() {
    List<Bundle> idle =
        Arrays.stream(context.getBundles())
            .filter(bundle -> bundle.getHeaders("").get("Fragment-Host") == null)
            .filter(bundle -> bundle.getState() != Bundle.ACTIVE)
            .toList();

    assertEquals(List.of(), idle);
  }

  @Test
  public void shouldHaveAllBundlesOfTheProduct() {
    Set<String> present = ours().stream().map(Bundle::getSymbolicName).collect(Collectors.toSet());

    assertTrue(
        present.toString(),
        present.containsAll(
            Set.of(
                "org.evo.shm.api",
                "org.evo.shm.impl.linux",
                "org.evo.shm.discovery",
                "org.evo.shm.services",
                "org.evo.shm.cycle",
                "org.evo.shm.hal",
                "org.evo.shm.control",
                "org.evo.shm.recipe",
                "org.evo.shm.liaison")));
  }

  @Test
  public void shouldSatisfyEveryComponentOfTheProduct() {
    List<String> unsatisfied =
        components.getComponentDescriptionDTOs(ours().toArray(Bundle[]::new)).stream()
            .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
            .filter(component -> (component.state & (SATISFIED | ACTIVE)) == 0)
            .map(component -> component.description.name)
            .toList();

    assertEquals(List.of(), unsatisfied);
  }

  @Test
  public void shouldGiveEveryComponentOfTheProductHandlesOfItsOwn() {
    assertEquals(List.of(), HandleScopes.violations(components, ours()));
  }

  @Test
  public void shouldFindAComponentThatSharesItsHandle() throws Exception {
    try (ClientBundle sharing =
            ClientBundle.start(context, "sharing.client", component("sharing", "bundle"));
        ClientBundle good =
            ClientBundle.start(context, "good.client", component("good", "prototype_required"))) {
      List<Bundle> both = List.of(sharing.bundle(), good.bundle());

      await()
          .atMost(PATIENCE)
          .until(
              () -> components.getComponentDescriptionDTOs(both.toArray(Bundle[]::new)),
              d -> d.size() == 2);

      assertEquals(
          List.of("sharing.client: sharing.axis must have scope prototype_required"),
          HandleScopes.violations(components, both));
    }
  }

  private static String component(String name, String scope) {
    return "<scr:component xmlns:scr='http://www.osgi.org/xmlns/scr/v1.5.0' name='"
        + name
        + "'><reference name='axis' interface='org.evo.shm.SegmentReader' scope='"
        + scope
        + "'/><implementation class='absent.Component'/></scr:component>";
  }

  private List<Bundle> ours() {
    return Arrays.stream(context.getBundles())
        .filter(bundle -> bundle.getSymbolicName().startsWith(OURS))
        .toList();
  }
}
