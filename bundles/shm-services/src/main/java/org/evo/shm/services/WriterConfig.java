// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.services;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * The configuration as it comes from the container, unchecked: {@link WriterSettings} checks it.
 */
@ObjectClassDefinition(
    name = "EVO segment writer",
    description = "Claims a segment and publishes its writer as a service, for one user at a time.")
public @interface WriterConfig {

  /** The segment. */
  @AttributeDefinition(name = "Segment", description = "its name; required")
  String segment() default "";

  /** The module that owns it. */
  @AttributeDefinition(name = "Module", description = "the module that owns the segment")
  String module() default "app";

  /** The record layout. */
  @AttributeDefinition(
      name = "Layout",
      description = "property evo.shm.layout of the RecordLayout service; empty: plain bytes")
  String layout() default "";

  /** The data size. */
  @AttributeDefinition(
      name = "Size",
      description = "data size in bytes, 4096 to 1073741824 in whole pages; 0: what is needed",
      min = "0",
      max = "1073741824")
  long sizeBytes() default 0;

  /** The largest payload. */
  @AttributeDefinition(
      name = "Capacity",
      description = "largest payload of a value in bytes; 0: the record's size, else the data size",
      min = "0",
      max = "1073741824")
  int capacityBytes() default 0;

  /** The number of slots. */
  @AttributeDefinition(
      name = "Slots",
      description = "values held at a time, a power of two up to 64; 0: as the capacity suggests",
      min = "0",
      max = "64")
  int slots() default 0;

  /** The classic layout. */
  @AttributeDefinition(
      name = "Classic",
      description = "whether existing EVO processes are to understand it",
      type = AttributeType.BOOLEAN)
  String classic() default "false";

  /** Checksums. */
  @AttributeDefinition(
      name = "Checksummed",
      description = "whether every value carries a checksum that every read checks",
      type = AttributeType.BOOLEAN)
  String checksummed() default "false";

  /** Where commit times come from. */
  @AttributeDefinition(
      name = "Commit time",
      description = "loop: the user gives it; write: each write reads the clock; absent: none",
      options = {@Option("loop"), @Option("write"), @Option("absent")})
  String commitTime() default "loop";

  /** How long it is kept without a user. */
  @AttributeDefinition(
      name = "Park",
      description = "how long the segment is kept without a user, 1 to 3600000 ms",
      min = "1",
      max = "3600000")
  long parkMs() default 10_000;
}
