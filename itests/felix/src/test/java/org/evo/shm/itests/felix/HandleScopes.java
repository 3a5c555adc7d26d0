// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.itests.felix;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** Finds components whose handles may be shared with others of their bundle. */
final class HandleScopes {

  private static final Set<String> HANDLES =
      Set.of("org.evo.shm.SegmentReader", "org.evo.shm.SegmentWriter");
  private static final String REQUIRED = "prototype_required";

  private HandleScopes() {}

  static List<String> violations(ServiceComponentRuntime components, List<Bundle> bundles) {
    return components.getComponentDescriptionDTOs(bundles.toArray(Bundle[]::new)).stream()
        .flatMap(HandleScopes::of)
        .sorted()
        .toList();
  }

  private static Stream<String> of(ComponentDescriptionDTO component) {
    return Arrays.stream(component.references)
        .filter(reference -> HANDLES.contains(reference.interfaceName))
        .filter(reference -> !REQUIRED.equals(reference.scope))
        .map(reference -> describe(component, reference));
  }

  private static String describe(ComponentDescriptionDTO component, ReferenceDTO reference) {
    return component.bundle.symbolicName
        + ": "
        + component.name
        + "."
        + reference.name
        + " must have scope "
        + REQUIRED;
  }
}
