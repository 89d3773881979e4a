/** {@code /health}: whether this node lives and whether it can serve. */
@NullMarked
package org.clientele.rest.health.internal;

import org.jspecify.annotations.NullMarked;
