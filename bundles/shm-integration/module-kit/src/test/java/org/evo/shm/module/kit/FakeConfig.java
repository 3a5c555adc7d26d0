// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.module.kit;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * A configuration as the container would hand it over: the defaults, but for some options.
 * Immutable.
 *
 * @param <C> the annotation with the defaults
 */
public final class FakeConfig<C> implements InvocationHandler {

  private final Class<C> type;
  private final Map<String, Object> options;

  private FakeConfig(Class<C> type, Map<String, Object> options) {
    this.type = type;
    this.options = Map.copyOf(options);
  }

  /** Nothing configured at all. */
  public static <C> FakeConfig<C> of(Class<C> type) {
    return new FakeConfig<>(type, Map.of());
  }

  /**
   * Sets an option.
   *
   * @param value of the type that the annotation has; one that is an exception is thrown when the
   *     option is asked for
   */
  public FakeConfig<C> with(String option, Object value) {
    Map<String, Object> changed = new HashMap<>(options);
    changed.put(option, value);
    return new FakeConfig<>(type, changed);
  }

  /** Sets an option that is a list. */
  public FakeConfig<C> withList(String option, String... values) {
    return with(option, values);
  }

  /** The configuration. */
  public C config() {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] args) {
    Object value =
        options.getOrDefault(method.getName().replace('_', '.'), method.getDefaultValue());
    if (value instanceof RuntimeException unusable) {
      throw unusable;
    }
    return value;
  }

  @Override
  public String toString() {
    return options.toString();
  }
}
