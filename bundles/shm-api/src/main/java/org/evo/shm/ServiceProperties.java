// SPDX-License-Identifier: Apache-2.0
package org.evo.shm;

/**
 * Properties of the {@link SegmentReader} and {@link SegmentWriter} services that factory
 * configurations publish, and of the {@link org.evo.shm.layout.RecordLayout} services that these
 * name. Consumers select by them:
 *
 * <pre>{@code
 * @Reference(
 *     target = "(" + ServiceProperties.SEGMENT + "=axis_state)",
 *     scope = ReferenceScope.PROTOTYPE_REQUIRED)
 * SegmentReader axis;
 * }</pre>
 *
 * <p>Without that scope all components of a bundle share one handle, which is for one thread.
 */
public final class ServiceProperties {

  /** The segment's name. */
  public static final String SEGMENT = "evo.shm.segment";

  /** The module that owns the segment; absent where the file tells none. */
  public static final String MODULE = "evo.shm.module";

  /** The name of a record layout; absent on the services of a segment of plain bytes. */
  public static final String LAYOUT = "evo.shm.layout";

  /**
   * The fingerprint of the record layout, 16 hexadecimal digits as the tool prints them; absent
   * where {@link #LAYOUT} is.
   */
  public static final String FINGERPRINT = "evo.shm.layout.fingerprint";

  /** Of a reader: what is known of the segment's writer, one of the {@code WRITER_} values. */
  public static final String WRITER = "evo.shm.writer";

  /** {@link #WRITER}: it lives. */
  public static final String WRITER_ALIVE = "alive";

  /** {@link #WRITER}: it went away for a moment; the last value can be read. */
  public static final String WRITER_PARKED = "parked";

  /** {@link #WRITER}: it ended; until the segment is removed the last value can be read. */
  public static final String WRITER_DEAD = "dead";

  /** {@link #WRITER}: nothing can be proven of it. */
  public static final String WRITER_UNKNOWN = "unknown";

  private ServiceProperties() {}
}
