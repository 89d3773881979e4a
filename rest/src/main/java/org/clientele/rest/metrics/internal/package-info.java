/** {@code /metrics}: how it serves. */
@NullMarked
package org.clientele.rest.metrics.internal;

import org.jspecify.annotations.NullMarked;
