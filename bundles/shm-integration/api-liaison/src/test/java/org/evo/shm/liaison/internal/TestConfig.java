// SPDX-License-Identifier: Apache-2.0
package org.evo.shm.liaison.internal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

/** A configuration as the container would hand it over: the defaults, but for some options. */
final class TestConfig implements InvocationHandler {

  /** Nothing configured at all. */
  static final TestConfig NOTHING = new TestConfig(Map.of());

  private final Map<String, Object> options;

  private TestConfig(Map<String, Object> options) {
    this.options = Map.copyOf(options);
  }

  /** Sets an option; one that is an exception is thrown when it is asked for. */
  TestConfig with(String option, Object value) {
    Map<String, Object> changed = new HashMap<>(options);
    changed.put(option, value);
    return new TestConfig(changed);
  }

  LiaisonConfig config() {
    return (LiaisonConfig)
        Proxy.newProxyInstance(
            LiaisonConfig.class.getClassLoader(), new Class<?>[] {LiaisonConfig.class}, this);
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
