// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * The configuration as it comes from the container, unchecked: {@link ReaderSettings} checks it.
 */
@ObjectClassDefinition(
    name = "EVO segment reader",
    description = "Publishes readers of a segment as a service while the segment is there.")
public @interface ReaderConfig {

  /** The segment. */
  @AttributeDefinition(name = "Segment", description = "its name; required")
  String segment() default "";

  /** The layout that readers expect. */
  @AttributeDefinition(
      name = "Layout",
      description =
          "property evo.shm.layout of the RecordLayout service that readers use; empty: any")
  String layout() default "";
}
